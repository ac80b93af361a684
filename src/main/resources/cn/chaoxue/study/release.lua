#!lua flags=allow-oom
-- Lets go of written courses: clean where nothing came in between, else due again after the flush interval.
--
-- KEYS  shard's dirty set; the learners' hashes lie in the same slot and are named by its members
-- ARGV  flush after (us), seconds an idle state lives, then triples, no course twice: learner, course, written version
-- answers how many are clean now
local BUDGET, COURSE = '>ddI4', '>I4I4I4I4I4ddd'
if #ARGV < 5 then
    return 0
end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local prefix = string.sub(KEYS[1], 1, -6)
local entries = {}
for i = 3, #ARGV, 3 do
    entries[#entries + 1] = ARGV[i] .. ':' .. ARGV[i + 1]
end
-- The set is asked and changed once for all of them.
local due = redis.call('ZMSCORE', KEYS[1], unpack(entries))
local clean, again = {}, {}
for n, entry in ipairs(entries) do
    local learner, course, written = ARGV[3 * n], ARGV[3 * n + 1], tonumber(ARGV[3 * n + 2])
    local stored = due[n] and redis.call('HMGET', prefix .. learner, 'budget', course)
    local version = stored and stored[2] and select(7, struct.unpack(COURSE, stored[2])) or written
    if version > written then
        again[#again + 1] = now + ARGV[1]
        again[#again + 1] = entry
    elseif due[n] then
        clean[#clean + 1] = entry
        if stored[1] then
            local tokens, at, dirtyCourses = struct.unpack(BUDGET, stored[1])
            dirtyCourses = math.max(0, dirtyCourses - 1)
            redis.call('HSET', prefix .. learner, 'budget', struct.pack(BUDGET, tokens, at, dirtyCourses))
            if dirtyCourses == 0 then
                redis.call('EXPIRE', prefix .. learner, ARGV[2])
            end
        end
    end
end
if #again > 0 then
    redis.call('ZADD', KEYS[1], 'XX', unpack(again))
end
if #clean > 0 then
    redis.call('ZREM', KEYS[1], unpack(clean))
end
return #clean
