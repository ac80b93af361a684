#!lua flags=allow-oom
-- Lets learners leave who were not seen for long and of whom everything is written; the others of those it looks at go
-- to the end of the line. (A time to live would have to be set again whenever something of a learner is written:
-- 6 us of Redis for each row, where the whole flush takes 6.)
--
-- KEYS  shard's line of learners, shard's dirty set, shard's flights; the learners' hashes lie in the same slot
-- ARGV  look at so many, idle for (us)
-- answers how many have left
local BUDGET = '>dd'
local time = redis.call('TIME')
-- What was due before this is written; and nothing is due before it was done.
local written = time[1] * 1000000 + time[2]
local first = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]
if first then
    written = math.min(written, first)
end
for _, flight in ipairs(redis.call('ZRANGE', KEYS[3], 0, -1)) do
    written = math.min(written, string.match(flight, '^%d+') or written)
end

local prefix = string.sub(KEYS[2], 1, -6)
local staying, left = {}, 0
for _, learner in ipairs(redis.call('LPOP', KEYS[1], ARGV[1]) or {}) do
    -- Who has no budget that can be read stands in no line until a heartbeat restores it.
    local budget = redis.pcall('HGET', prefix .. learner, 'budget')
    local seen = type(budget) == 'string' and #budget >= 16 and select(2, struct.unpack(BUDGET, budget))
    if seen and seen + ARGV[2] >= written then
        staying[#staying + 1] = learner
    elseif seen then
        redis.call('UNLINK', prefix .. learner)
        left = left + 1
    end
end
if #staying > 0 then
    redis.call('RPUSH', KEYS[1], unpack(staying))
end
return left
