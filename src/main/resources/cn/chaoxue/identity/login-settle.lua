-- Settles what login-brake.lua counted. KEYS: as there. ARGV: outcome, then budget and period (ms) of each further key.
-- 'proved' forgets the account's failures; 'failed' takes one from every budget: a key holds the time at which its
-- budget is whole again, two periods ahead at most; 'unjudged' (we were too busy to look) takes the attempt back.
if ARGV[1] == 'proved' then
    redis.call('DEL', KEYS[1])
elseif ARGV[1] == 'failed' then
    local clock = redis.call('TIME')
    local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
    for i = 2, #KEYS do
        local budget, period = tonumber(ARGV[2 * i - 2]), tonumber(ARGV[2 * i - 1])
        local whole = math.max(tonumber(redis.call('GET', KEYS[i]) or '0'), now) + period / budget
        whole = math.min(whole, now + 2 * period)
        redis.call('SET', KEYS[i], string.format('%.3f', whole), 'PX', math.ceil(whole - now))
    end
elseif redis.call('EXISTS', KEYS[1]) == 1 then
    redis.call('HINCRBY', KEYS[1], 'attempts', -1)
    redis.call('HDEL', KEYS[1], 'until')
end
return 0
