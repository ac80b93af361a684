-- Counts a login attempt of an account before its outcome is known, so that parallel guesses cannot outrun the count.
-- KEYS: account, then what has a budget of failures (address, everybody), if any. ARGV: free failures, first delay,
-- longest delay, account memory, then budget and period of each further key; times in ms. Answers the ms to wait; zero
-- lets the attempt go on. Budgets count failures only (login-settle.lua): many people of one office may be logging in
-- right now. One that is used up refills steadily, so that nobody behind it waits for a period to end.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local free, first, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local blocked = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
if blocked > now then
    return blocked - now
end
for i = 2, #KEYS do
    local budget, period = tonumber(ARGV[2 * i + 1]), tonumber(ARGV[2 * i + 2])
    local used = tonumber(redis.call('GET', KEYS[i]) or '0') - now
    local wait = math.ceil(used - period + period / budget)
    if wait > 0 then
        return wait
    end
end

local attempts = redis.call('HINCRBY', KEYS[1], 'attempts', 1)
if attempts > free then
    local delay = math.min(first * 2 ^ math.min(attempts - free - 1, 30), longest)
    redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + delay))
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 0
