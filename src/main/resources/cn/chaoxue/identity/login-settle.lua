-- Settles what login-brake.lua counted, unless the attempt failed: then all of it stands. KEYS: as there. ARGV: outcome,
-- then budget and period (ms) of each further key. 'proved' forgets the account's failures; 'unjudged' (we were too busy
-- to look) takes the attempt back. Either gives the budgets their places back, but everybody's only while it has room:
-- who was let in past it, used up, had no place in it.
if ARGV[1] == 'proved' then
    redis.call('DEL', KEYS[1])
elseif redis.call('EXISTS', KEYS[1]) == 1 then
    redis.call('HINCRBY', KEYS[1], 'attempts', -1)
    redis.call('HDEL', KEYS[1], 'until')
end

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
for i = 2, #KEYS do
    local period = tonumber(ARGV[2 * i - 1])
    local slot = period / tonumber(ARGV[2 * i - 2])
    local whole = tonumber(redis.call('GET', KEYS[i]) or '0')
    local left = whole - slot
    if left <= now then
        redis.call('DEL', KEYS[i])
    elseif i == 2 or whole - now <= period - slot then
        redis.call('SET', KEYS[i], string.format('%.3f', left), 'PX', math.ceil(left - now))
    end
end
return 0
