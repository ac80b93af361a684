-- Heartbeats of several learners, one after the other: refill the learner's wall-clock budget, grant newly covered
-- segments in order, remember the rest. Sets are only ever united, so a heartbeat may be repeated, delayed or reordered
-- with the same coverage. All tests of a heartbeat come before its first write.
--
-- KEYS  the learner's hash of each heartbeat; the shard's dirty set and completion stream lie in the same slot and bear
--       the same prefix
-- ARGV  '>ddd' budget cap, first flush after, flush after (us), then two of each heartbeat: its course; and packed
--       '>I4I2I2dddI4' segments, segment seconds, last segment's seconds, allowed rate, position, seq, session number,
--       then '>I4I4' for each range: first segment, segment after the last
-- answers of each heartbeat: nil where the learner or the course has no state here, else
--       '>I4I4I4I4' credited s, refused s, covered s, covered segments
local SETTINGS, BEAT, RANGE, ANSWER = '>ddd', '>I4I2I2dddI4', '>I4I4', '>I4I4I4I4'
local BUDGET, COURSE = '>dd', '>I4I4I4I4I4dddI4'
local BUDGET_BYTES, HEAD_BYTES = 16, 48
local MOST_SECONDS = 2147483647

local call, pack, unpackBytes = redis.call, struct.pack, struct.unpack
local byteAt, char, find, sub = string.byte, string.char, string.find, string.sub
local concat, floor, min, max = table.concat, math.floor, math.min, math.max
local band = bit.band

local budgetCap, firstFlush, flush = unpackBytes(SETTINGS, ARGV[1])
-- The clock of this one server: the clocks of the callers do not matter.
local time = call('TIME')
local now = time[1] * 1000000 + time[2]

-- The shard's prefix, and the learner's id.
local function parts(key)
    local tagEnd = find(key, '}:', 1, true) + 1
    return sub(key, 1, tagEnd), sub(key, tagEnd + 1)
end

local function merge(key, course, beat)
    local stored = call('HMGET', key, 'budget', course)
    local state = stored[2]
    if not stored[1] or #stored[1] < BUDGET_BYTES or not state or #state < HEAD_BYTES then
        return false
    end
    local segments, seconds, lastSeconds, rate, sentPosition, sentSeq, sentSession, at = unpackBytes(BEAT, beat)
    local tokens, refilled = unpackBytes(BUDGET, stored[1])
    tokens = min(budgetCap, tokens + max(0, now - refilled))
    local count, _, coveredSeconds, refusedTotal, session, seq, version, position, dueSecond = unpackBytes(COURSE, state)
    local short = HEAD_BYTES + math.ceil(segments / 8) - #state
    if short > 0 then
        state = state .. string.rep('\0', short)
    end

    local changed, lowest, highest = nil, nil, nil
    local credited, refused = 0, 0
    while at < #beat do
        local segment, stop
        segment, stop, at = unpackBytes(RANGE, beat, at)
        while segment < stop do
            -- A byte holds eight segments, the first in its highest bit; overlap is nearly always covered, and passed
            -- over byte by byte. Plain arithmetic: a call of a bit function costs more than the rest of a step.
            local first = segment % 8
            local index = (segment - first) / 8
            local past = stop - 8 * index
            if past > 8 then
                past = 8
            end
            local byte = changed and changed[index] or byteAt(state, HEAD_BYTES + index + 1)
            local wanted = 2 ^ (8 - first) - 2 ^ (8 - past)
            local missing = wanted - band(byte, wanted)
            if missing > 0 then
                local mask, candidate = 128, 8 * index
                while missing > 0 do
                    if missing >= mask then
                        missing = missing - mask
                        local length = candidate == segments - 1 and lastSeconds or seconds
                        local cost = length * 1000000 / rate
                        if refused == 0 and cost <= tokens then
                            tokens = tokens - cost
                            credited = credited + length
                            count = count + 1
                            byte = byte + mask
                        else
                            refused = refused + length
                        end
                    end
                    mask, candidate = mask / 2, candidate + 1
                end
                changed = changed or {}
                changed[index] = byte
                lowest = min(lowest or index, index)
                highest = max(highest or index, index)
            end
            segment = 8 * index + past
        end
    end
    coveredSeconds = coveredSeconds + credited

    -- The latest heartbeat of a session says where the learner is; a replayed or overtaken one does not.
    local latest = sentSession ~= session or sentSeq > seq
    if credited == 0 and refused == 0 and not (latest and sentPosition ~= position) then
        -- The unspent refill is a function of time: not writing it loses nothing.
        return pack(ANSWER, 0, 0, coveredSeconds, count)
    end
    if latest then
        session, seq, position = sentSession, sentSeq, sentPosition
    end

    local bits
    if lowest then
        local bytes = {}
        for index = lowest, highest do
            bytes[#bytes + 1] = char(changed[index] or byteAt(state, HEAD_BYTES + index + 1))
        end
        bits = sub(state, HEAD_BYTES + 1, HEAD_BYTES + lowest) .. concat(bytes) .. sub(state, HEAD_BYTES + highest + 2)
    else
        bits = sub(state, HEAD_BYTES + 1)
    end

    -- A course leaves the dirty set only when it is due: until then there is no need to look for it there, unless the
    -- clock has gone back since the last change.
    if now >= dueSecond * 1000000 or now < version then
        local due = now + (version == 0 and firstFlush or flush)
        local shard, learner = parts(key)
        if call('ZADD', shard .. 'dirty', 'NX', due, learner .. ':' .. course) == 1 then
            dueSecond = floor(due / 1000000)
        end
    end
    version = max(version + 1, now)
    call('HSET', key,
        'budget', pack(BUDGET, tokens, now),
        course, pack(COURSE, count, segments, coveredSeconds, min(refusedTotal + refused, MOST_SECONDS),
            session, seq, version, position, dueSecond) .. bits)
    if credited > 0 and count == segments then
        local shard, learner = parts(key)
        call('XADD', shard .. 'completed', '*', 'learner', learner, 'course', course,
            'segments', segments, 'version', string.format('%.0f', version), 'position', position)
    end
    return pack(ANSWER, credited, refused, coveredSeconds, count)
end

local answers = {}
for i = 1, #KEYS do
    answers[i] = merge(KEYS[i], ARGV[2 * i], ARGV[2 * i + 1])
end
return answers
