-- Counts a login attempt of an account before its outcome is known, so that parallel guesses cannot outrun the count.
-- KEYS: account, address. ARGV: free failures, first delay, longest delay, account memory, address budget; times in
-- ms. Answers the ms to wait; zero lets the attempt go on. The address counts failures only (login-settle.lua): many
-- people of one office may be logging in right now.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local free, first, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local blocked = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
if blocked > now then
    return blocked - now
end
if tonumber(redis.call('GET', KEYS[2]) or '0') >= tonumber(ARGV[5]) then
    return math.max(redis.call('PTTL', KEYS[2]), 1)
end

local attempts = redis.call('HINCRBY', KEYS[1], 'attempts', 1)
if attempts > free then
    local delay = math.min(first * 2 ^ math.min(attempts - free - 1, 30), longest)
    redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + delay))
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 0
