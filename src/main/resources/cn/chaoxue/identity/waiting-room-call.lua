-- Calls up the next numbers. KEYS: the room. ARGV: how many this process can take, how many it served since its last call,
-- whether it has its hands full (1 or 0), how many its hashing threads could have served, memory in ms. Answers how many
-- wait now.
local room = redis.call('HMGET', KEYS[1], 'issued', 'called', 'rate', 'mark', 'served', 'idle', 'came', 'past', 'pastAt',
    'could')
local issued, called = tonumber(room[1] or '0'), tonumber(room[2] or '0')
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

-- Who was called five to ten seconds ago and has not come is not waited for; whoever comes late comes in all the same.
if room[2] and now - tonumber(room[9] or '0') >= 5000 then
    local came = math.max(tonumber(room[7] or '0'), tonumber(room[8] or '0'))
    redis.call('HSET', KEYS[1], 'came', came, 'past', called, 'pastAt', now)
end

if called >= issued then
    return 0
end
called = math.min(called + tonumber(ARGV[1]), issued)
redis.call('HSET', KEYS[1], 'called', called)
if called == issued then
    -- Who comes later finds a room that is not busy any more; the pace of a busy one is the best guess for the next rush.
    redis.call('HDEL', KEYS[1], 'mark', 'served', 'could', 'idle')
    return 0
end

-- Keeps the pace at which all processes together serve, and could serve, for the estimates, over windows of two seconds
-- in which somebody waited throughout. Where a process was idle, as people who were called up stayed away, the window tells less than can be
-- done: it never lowers the pace.
local elapsed = now - tonumber(room[4] or '0')
local served = tonumber(room[5] or '0') + tonumber(ARGV[2])
local could = tonumber(room[10] or '0') + tonumber(ARGV[4])
local idle = ARGV[3] == '0' or room[6] == '1'
local function begin()
    redis.call('HSET', KEYS[1], 'mark', now, 'served', 0, 'could', 0, 'idle', 0)
end
if elapsed > 10000 or elapsed < 0 then
    begin()
elseif elapsed >= 2000 then
    local rate, measured, capacity = tonumber(room[3] or '0'), served * 1000 / elapsed, could * 1000 / elapsed
    if rate == 0 then
        rate = idle and math.max(measured, capacity) or measured
    elseif measured > rate or not idle then
        rate = (rate + measured) / 2
    end
    redis.call('HSET', KEYS[1], 'rate', tostring(rate), 'capacity', tostring(capacity))
    begin()
else
    redis.call('HSET', KEYS[1], 'served', served, 'could', tostring(could), 'idle', idle and 1 or 0)
end
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return issued - called
