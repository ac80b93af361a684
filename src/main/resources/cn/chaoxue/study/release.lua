#!lua flags=allow-oom
-- Lets go of written courses: clean where nothing came in between, else due again after the flush interval.
--
-- KEYS  shard's dirty set; the learners' hashes lie in the same slot and are named by its members
-- ARGV  flush after (us), seconds an idle state lives, then triples: learner, course, written version
-- answers how many are clean now
local BUDGET, COURSE = '>ddI4', '>I4I4I4I4I4ddd'
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local prefix = string.sub(KEYS[1], 1, -6)
local clean = 0
for i = 3, #ARGV, 3 do
    local learner, course, written = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2])
    local entry = learner .. ':' .. course
    local stored = redis.call('HMGET', prefix .. learner, 'budget', course)
    local version = stored[2] and select(7, struct.unpack(COURSE, stored[2])) or written
    if version > written then
        redis.call('ZADD', KEYS[1], 'XX', now + ARGV[1], entry)
    elseif redis.call('ZREM', KEYS[1], entry) == 1 then
        clean = clean + 1
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
return clean
