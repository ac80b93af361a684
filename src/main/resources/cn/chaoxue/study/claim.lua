#!lua flags=allow-oom
-- Takes courses that are due to be written aboard a flight. They leave the dirty set, so that a heartbeat meanwhile
-- makes them dirty anew and nobody need compare versions afterwards; the flight stays on record until it has landed in
-- PostgreSQL. One whose lease has ended, its worker being dead, is taken over before anything else. It goes on when
-- Redis is full (allow-oom): what it adds is less than what it takes out, and only what is written can leave.
--
-- Whatever is due, or leased, for longer than anything ever is was put down before the clock went back, and is taken now.
--
-- KEYS  shard's dirty set, shard's flights; the learners' hashes lie in the same slot and are named by the courses
-- ARGV  at most so many courses, lease (us), a name no other flight ever has (no colon in it), no course is due later
--       than after (us)
-- answers nothing; or the flight, 'earliest-due name learner:course learner:course ...', the states of its courses in
--       this order, each behind its length ('>I4'; 0 where there is none), and what lay there and is no course
local call, pack, match, format = redis.call, struct.pack, string.match, string.format
local time = call('TIME')
local now = time[1] * 1000000 + time[2]
local prefix = string.sub(KEYS[1], 1, -6)

-- The first so many of a set that time has come for, and whether only because the clock has gone back.
local function ripe(set, longest, most)
    local ahead = call('ZRANGEBYSCORE', set, format('(%.0f', now + longest), '+inf', 'LIMIT', 0, most)
    if #ahead > 0 then
        return ahead, true
    end
    return call('ZRANGEBYSCORE', set, '-inf', now, 'LIMIT', 0, most), false
end

local courses, strays = {}, {}
local flight = ripe(KEYS[2], ARGV[2], 1)[1]
local aboard = flight and (match(flight, '^%d+ %S+ (.*)$') or '?')
if flight and aboard ~= '' and string.gsub(aboard .. ' ', '%d+:%d+ ', '') ~= '' then
    call('ZREM', KEYS[2], flight)
    return {'', '', {flight}}
elseif flight then
    for course in string.gmatch(flight, '%d+:%d+') do
        courses[#courses + 1] = course
    end
else
    local due, ahead = ripe(KEYS[1], ARGV[4], ARGV[1])
    if #due == 0 then
        return {}
    end
    local earliest = now
    if ahead then
        for _, course in ipairs(due) do
            call('ZREM', KEYS[1], course)
        end
    else
        earliest = call('ZSCORE', KEYS[1], due[1])
        call('ZREMRANGEBYRANK', KEYS[1], 0, #due - 1)
    end
    for _, course in ipairs(due) do
        local to = match(course, '^%d+:%d+$') and courses or strays
        to[#to + 1] = course
    end
    flight = format('%.0f ', earliest) .. ARGV[3] .. ' ' .. table.concat(courses, ' ')
end
call('ZADD', KEYS[2], now + ARGV[2], flight)

local states = {}
for n, course in ipairs(courses) do
    local learner, id = match(course, '^(%d+):(%d+)$')
    local state = redis.pcall('HGET', prefix .. learner, id)
    if type(state) ~= 'string' then
        state = ''
    end
    states[2 * n - 1] = pack('>I4', #state)
    states[2 * n] = state
end
return {flight, table.concat(states), strays}
