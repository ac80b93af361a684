-- What waits for the workers in one shard; also forgets consumers of the completion stream that died long ago.
--
-- KEYS  shard's dirty set, shard's completion stream, shard's flights
-- ARGV  group, a consumer is forgotten after (ms)
-- answers {courses dirty or in flight, most overdue (ms), completion events, age of the oldest (ms)}
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local courses = redis.call('ZCARD', KEYS[1])
local earliest = math.min(now, redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2] or now)
for _, flight in ipairs(redis.call('ZRANGE', KEYS[3], 0, -1)) do
    courses = courses + select(2, string.gsub(flight, ':', ''))
    earliest = math.min(earliest, string.match(flight, '^%d+') or earliest)
end
local overdue = math.floor((now - earliest) / 1000)

local consumers = redis.pcall('XINFO', 'CONSUMERS', KEYS[2], ARGV[1])
for _, consumer in ipairs(consumers.err and {} or consumers) do
    local facts = {}
    for i = 1, #consumer, 2 do
        facts[consumer[i]] = consumer[i + 1]
    end
    if facts.pending == 0 and facts.idle > tonumber(ARGV[2]) then
        redis.call('XGROUP', 'DELCONSUMER', KEYS[2], ARGV[1], facts.name)
    end
end

local oldest = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
local age = oldest and math.max(0, math.floor(now / 1000 - string.match(oldest[1], '^%d+'))) or 0
return {courses, overdue, redis.call('XLEN', KEYS[2]), age}
