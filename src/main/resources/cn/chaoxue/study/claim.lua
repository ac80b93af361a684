#!lua flags=allow-oom
-- Takes courses that are due to be written, for as long as a lease: until it ends no other worker takes them, and a
-- worker that dies with them loses nothing. It goes on when Redis is full (allow-oom): it adds nothing, and only what
-- is written can leave.
--
-- KEYS  shard's dirty set; the learners' hashes lie in the same slot and are named by its members
-- ARGV  at most so many, lease (us)
-- answers {entry, state, entry, state, ...}
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local prefix = string.sub(KEYS[1], 1, -6)
local claimed, leased = {}, {}
for _, entry in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])) do
    local learner, course = string.match(entry, '^(%d+):(%d+)$')
    local state = redis.call('HGET', prefix .. learner, course)
    if state then
        leased[#leased + 1] = now + ARGV[2]
        leased[#leased + 1] = entry
        claimed[#claimed + 1] = entry
        claimed[#claimed + 1] = state
    else
        redis.call('ZREM', KEYS[1], entry)
    end
end
if #leased > 0 then
    redis.call('ZADD', KEYS[1], 'XX', unpack(leased))
end
return claimed
