-- Takes back what login-brake.lua counted. KEYS: account, address. ARGV[1]: 'proved' forgets the account's failures
-- altogether; 'unjudged' (we were too busy to look) takes back this one attempt.
if ARGV[1] == 'proved' then
    redis.call('DEL', KEYS[1])
elseif redis.call('EXISTS', KEYS[1]) == 1 then
    redis.call('HINCRBY', KEYS[1], 'attempts', -1)
    redis.call('HDEL', KEYS[1], 'until')
end
if tonumber(redis.call('GET', KEYS[2]) or '0') > 0 then
    redis.call('DECR', KEYS[2])
end
return 0
