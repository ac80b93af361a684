#!lua flags=allow-oom
-- Lets learners leave who were not seen for long and of whom everything is written; the others of those it looks at go
-- to the end of the line. Before learners leave, all their courses are written once more: where the clock went back, the
-- last heartbeat of one may have taken it for dirty when it no longer was (heartbeat.lua), and it lies here alone. (A time to live would have to be set again whenever something of a learner is written:
-- 6 us of Redis for each row, where the whole flush takes 6.)
--
-- KEYS  shard's line of learners, shard's dirty set, shard's flights; the learners' hashes lie in the same slot
-- ARGV  look at so many, idle for (us)
-- answers how many have left
local BUDGET = '>dd'
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
-- What was due before this is written; and nothing is due before it was done.
local written = now
local first = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]
if first then
    written = math.min(written, first)
end
for _, flight in ipairs(redis.call('ZRANGE', KEYS[3], 0, -1)) do
    written = math.min(written, string.match(flight, '^%d+') or written)
end

local prefix = string.sub(KEYS[2], 1, -6)

-- Whether everything of the learner has been written since they were seen last; sees to it where it was not asked yet.
local function writtenSince(seen, learner)
    local asked = tonumber(redis.call('HGET', prefix .. learner, 'leaving') or 0)
    if asked <= seen then
        for _, field in ipairs(redis.call('HKEYS', prefix .. learner)) do
            if string.find(field, '^%d+$') then
                redis.call('ZADD', KEYS[2], 'NX', now, learner .. ':' .. field)
            end
        end
        redis.call('HSET', prefix .. learner, 'leaving', string.format('%.0f', now))
        return false
    end
    return asked < written
end

local staying, left = {}, 0
for _, learner in ipairs(redis.call('LPOP', KEYS[1], ARGV[1]) or {}) do
    -- Who has no budget that can be read stands in no line until a heartbeat restores it.
    local budget = redis.pcall('HGET', prefix .. learner, 'budget')
    local seen = type(budget) == 'string' and #budget >= 16 and select(2, struct.unpack(BUDGET, budget))
    if seen and (seen + ARGV[2] >= written or not writtenSince(seen, learner)) then
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
