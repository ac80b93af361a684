-- Counts a login attempt before its outcome is known, so that parallel guesses cannot outrun the count: of its account,
-- and of each budget as if it had failed already. KEYS: account, then address and everybody, or neither. ARGV: free
-- failures, first delay, longest delay, account memory, then budget and period of each further key; times in ms. Answers
-- the ms to wait; zero lets the attempt go on, and login-settle.lua gives back what it did not use up.
-- A budget's key holds the time at which it is whole again, a period ahead at most: one that is used up refills steadily,
-- and whoever comes next waits for one place in it. While everybody's is used up an address has a tenth of its own, so
-- that one who floods it shuts out nobody who has not failed.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local free, first, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local function slot(i)
    return tonumber(ARGV[2 * i + 2]) / tonumber(ARGV[2 * i + 1])
end
local function whole(i)
    return math.max(tonumber(redis.call('GET', KEYS[i]) or '0'), now)
end
-- Until there is a place in this share of the budget; one place is always in it.
local function wait(i, share)
    local most = math.max(share * tonumber(ARGV[2 * i + 2]), slot(i))
    return math.ceil(whole(i) - now - most + slot(i))
end

local blocked = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
if blocked > now then
    return blocked - now
end
if #KEYS > 1 then
    local longer = math.max(wait(2, 1), math.min(wait(3, 1), wait(2, 0.1)))
    if longer > 0 then
        return longer
    end
end

for i = 2, #KEYS do
    local filled = math.min(whole(i) + slot(i), now + tonumber(ARGV[2 * i + 2]))
    redis.call('SET', KEYS[i], string.format('%.3f', filled), 'PX', math.ceil(filled - now))
end
local attempts = redis.call('HINCRBY', KEYS[1], 'attempts', 1)
if attempts > free then
    local delay = math.min(first * 2 ^ math.min(attempts - free - 1, 30), longest)
    redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + delay))
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 0
