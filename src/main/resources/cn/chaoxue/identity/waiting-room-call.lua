-- Calls up the next numbers. KEYS: the room. ARGV: how many this process can take, memory in ms. Answers how many wait
-- now. Keeps the pace of all processes together, over windows of two seconds, for the estimates.
local room = redis.call('HMGET', KEYS[1], 'issued', 'called', 'rate', 'mark', 'markCalled')
local issued, called = tonumber(room[1] or '0'), tonumber(room[2] or '0')
if called >= issued then
    return 0
end
called = math.min(called + tonumber(ARGV[1]), issued)
if called == issued then
    -- The last ones go quickly; who comes later must not be told that pace.
    redis.call('HSET', KEYS[1], 'called', called)
    redis.call('HDEL', KEYS[1], 'rate', 'mark', 'markCalled')
    return 0
end

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local mark = tonumber(room[4] or '0')
local elapsed = now - mark
if elapsed > 10000 or elapsed < 0 then
    redis.call('HSET', KEYS[1], 'mark', now, 'markCalled', called)
elseif elapsed >= 2000 then
    local measured = (called - tonumber(room[5])) * 1000 / elapsed
    local rate = room[3] and (tonumber(room[3]) + measured) / 2 or measured
    redis.call('HSET', KEYS[1], 'rate', tostring(rate), 'mark', now, 'markCalled', called)
end
redis.call('HSET', KEYS[1], 'called', called)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return issued - called
