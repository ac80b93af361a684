-- One heartbeat, atomically: refill the wall-clock budget, grant newly covered segments in order, remember the rest.
-- Sets are only ever united, so a heartbeat may be repeated, delayed or reordered with the same coverage.
--
-- KEYS  learner hash, shard's dirty set, shard's completion stream
-- ARGV  learner, course, segments, segment seconds, last segment's seconds, allowed rate,
--       position, session number, seq, budget cap (us), first flush after (us), flush after (us),
--       then pairs: first segment, segment after the last
-- answers {'absent'} where the learner or the course has no state here, else
--       {credited s, refused s, covered s, covered segments}
local learner, course = ARGV[1], ARGV[2]
local segments, seconds, lastSeconds = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local rate = tonumber(ARGV[6])
local BUDGET, COURSE = '>ddI4', '>I4I4I4I4I4ddd'
local BITS_AT = 45

local stored = redis.call('HMGET', KEYS[1], 'budget', course)
if not stored[1] or not stored[2] then
    return {'absent'}
end

-- The clock of this one server: the clocks of the callers do not matter.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local tokens, at, dirtyCourses = struct.unpack(BUDGET, stored[1])
tokens = math.min(tonumber(ARGV[10]), tokens + math.max(0, now - at))

local count, _, coveredSeconds, refusedTotal, session, seq, version, position = struct.unpack(COURSE, stored[2])
local bits = string.sub(stored[2], BITS_AT)
local size = math.ceil(segments / 8)
if #bits < size then
    bits = bits .. string.rep('\0', size - #bits)
end

local changed, lowest, highest = {}, nil, nil
local credited, refused = 0, 0
for i = 13, #ARGV, 2 do
    local segment, stop = tonumber(ARGV[i]), tonumber(ARGV[i + 1])
    while segment < stop do
        local index = math.floor(segment / 8)
        local byte = changed[index] or string.byte(bits, index + 1)
        local mask = bit.rshift(128, segment % 8)
        if byte == 255 then
            segment = index * 8 + 7
        elseif bit.band(byte, mask) == 0 then
            local length = segment == segments - 1 and lastSeconds or seconds
            local cost = length * 1000000 / rate
            if refused == 0 and cost <= tokens then
                tokens = tokens - cost
                credited = credited + length
                count = count + 1
                changed[index] = bit.bor(byte, mask)
                lowest = math.min(lowest or index, index)
                highest = math.max(highest or index, index)
            else
                refused = refused + length
            end
        end
        segment = segment + 1
    end
end
coveredSeconds = coveredSeconds + credited

-- The latest heartbeat of a session says where the learner is; a replayed or overtaken one does not.
local sentSession, sentSeq, sentPosition = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[7])
local moved = (sentSession ~= session or sentSeq > seq) and sentPosition ~= position
if credited == 0 and refused == 0 and not moved then
    -- The unspent refill is a function of time: not writing it loses nothing.
    return {0, 0, coveredSeconds, count}
end
if sentSession ~= session or sentSeq > seq then
    session, seq, position = sentSession, sentSeq, sentPosition
end

if lowest then
    local bytes = {}
    for index = lowest, highest do
        bytes[#bytes + 1] = string.char(changed[index] or string.byte(bits, index + 1))
    end
    bits = string.sub(bits, 1, lowest) .. table.concat(bytes) .. string.sub(bits, highest + 2)
end

local due = now + (version == 0 and tonumber(ARGV[11]) or tonumber(ARGV[12]))
version = math.max(version + 1, now)
if redis.call('ZADD', KEYS[2], 'NX', due, learner .. ':' .. course) == 1 then
    dirtyCourses = dirtyCourses + 1
    -- What is not in PostgreSQL yet must not expire.
    redis.call('PERSIST', KEYS[1])
end
redis.call('HSET', KEYS[1],
    'budget', struct.pack(BUDGET, tokens, now, dirtyCourses),
    course, struct.pack(COURSE, count, segments, coveredSeconds, math.min(refusedTotal + refused, 2147483647),
        session, seq, version, position) .. bits)
if credited > 0 and count == segments then
    redis.call('XADD', KEYS[3], '*', 'learner', learner, 'course', course,
        'segments', segments, 'version', string.format('%.0f', version), 'position', position)
end
return {credited, refused, coveredSeconds, count}
