#!lua flags=allow-oom
-- Takes courses that are due to be written aboard a flight. They leave the dirty set, so that a heartbeat meanwhile
-- makes them dirty anew and nobody need compare versions afterwards; the flight stays on record until it has landed in
-- PostgreSQL. One whose lease has ended, its worker being dead, is taken over before anything else. It goes on when
-- Redis is full (allow-oom): what it adds is less than what it takes out, and only what is written can leave.
--
-- KEYS  shard's dirty set, shard's flights; the learners' hashes lie in the same slot and are named by the courses
-- ARGV  at most so many courses, lease (us), a name no other flight ever has (no colon in it)
-- answers nothing; or the flight, 'earliest-due name learner:course learner:course ...', the states of its courses in
--       this order, each behind its length ('>I4'; 0 where there is none), and what lay there and is no course
local call, pack, find, sub = redis.call, struct.pack, string.find, string.sub
local time = call('TIME')
local now = time[1] * 1000000 + time[2]
local prefix = sub(KEYS[1], 1, -6)

local courses, strays = {}, {}
local flight = call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 1)[1]
local aboard = flight and (string.match(flight, '^%d+ %S+ (.*)$') or '?')
if flight and aboard ~= '' and string.gsub(aboard .. ' ', '%d+:%d+ ', '') ~= '' then
    call('ZREM', KEYS[2], flight)
    return {'', '', {flight}}
elseif flight then
    for course in string.gmatch(flight, '%d+:%d+') do
        courses[#courses + 1] = course
    end
else
    local earliest = call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]
    local due = call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])
    if #due == 0 then
        return {}
    end
    call('ZREMRANGEBYRANK', KEYS[1], 0, #due - 1)
    for _, course in ipairs(due) do
        local to = find(course, '^%d+:%d+$') and courses or strays
        to[#to + 1] = course
    end
    flight = string.format('%.0f ', earliest) .. ARGV[3] .. ' ' .. table.concat(courses, ' ')
end
call('ZADD', KEYS[2], now + ARGV[2], flight)

local states = {}
for n, course in ipairs(courses) do
    local colon = find(course, ':', 1, true)
    local state = redis.pcall('HGET', prefix .. sub(course, 1, colon - 1), sub(course, colon + 1))
    if type(state) ~= 'string' then
        state = ''
    end
    states[2 * n - 1] = pack('>I4', #state)
    states[2 * n] = state
end
return {flight, table.concat(states), strays}
