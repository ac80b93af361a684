-- Settles what login-brake.lua counted. KEYS: account, address. ARGV: outcome, address period in ms. 'proved' forgets
-- the account's failures; 'failed' adds one to the address; 'unjudged' (we were too busy to look) takes the attempt
-- back.
if ARGV[1] == 'proved' then
    redis.call('DEL', KEYS[1])
elseif ARGV[1] == 'failed' then
    if redis.call('INCR', KEYS[2]) == 1 then
        redis.call('PEXPIRE', KEYS[2], ARGV[2])
    end
elseif redis.call('EXISTS', KEYS[1]) == 1 then
    redis.call('HINCRBY', KEYS[1], 'attempts', -1)
    redis.call('HDEL', KEYS[1], 'until')
end
return 0
