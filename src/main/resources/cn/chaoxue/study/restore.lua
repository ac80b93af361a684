-- Brings what PostgreSQL holds back into Redis: seeds absent state, or unites it with what is here; never takes
-- anything away, so it may run at any time and any number of times.
--
-- KEYS  learner hash, shard's line of learners
-- ARGV  course, segments, segment seconds, last segment's seconds, version, position, refused seconds,
--       covered bitmap in hex, instant (us) up to which the learner's time is spent or '' for a new learner,
--       tolerance of a new learner (us), budget cap (us)
local course, segments = ARGV[1], tonumber(ARGV[2])
local seconds, lastSeconds = tonumber(ARGV[3]), tonumber(ARGV[4])
local BUDGET, COURSE = '>dd', '>I4I4I4I4I4dddI4'
local BITS_AT = 49

local stored = redis.call('HMGET', KEYS[1], 'budget', course)
if not stored[1] or #stored[1] < 16 then
    local time = redis.call('TIME')
    local now = time[1] * 1000000 + time[2]
    local tokens = tonumber(ARGV[10])
    if ARGV[9] ~= '' then
        tokens = math.min(tonumber(ARGV[11]), math.max(0, now - tonumber(ARGV[9])))
    end
    redis.call('HSET', KEYS[1], 'budget', struct.pack(BUDGET, tokens, now))
    redis.call('RPUSH', KEYS[2], string.match(KEYS[1], '%d+$'))
end

local session, seq, due = 0, -1, 0
local version, position, refused = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local here = ''
if stored[2] and #stored[2] >= BITS_AT - 1 then
    local _, _, _, refusedHere, sessionHere, seqHere, versionHere, positionHere, dueHere = struct.unpack(COURSE, stored[2])
    session, seq, version, position, due = sessionHere, seqHere, versionHere, positionHere, dueHere
    refused = math.max(refused, refusedHere)
    here = string.sub(stored[2], BITS_AT)
end

local size = math.max(math.ceil(segments / 8), #here, #ARGV[8] / 2)
local bytes, count = {}, 0
for i = 1, size do
    local there = tonumber(string.sub(ARGV[8], 2 * i - 1, 2 * i), 16) or 0
    local byte = bit.bor(there, string.byte(here, i) or 0)
    bytes[i] = string.char(byte)
    while byte > 0 do
        byte = bit.band(byte, byte - 1)
        count = count + 1
    end
end
local bits = table.concat(bytes)
local coveredSeconds = count * seconds
local last = segments - 1
if bit.band(string.byte(bits, math.floor(last / 8) + 1), bit.rshift(128, last % 8)) ~= 0 then
    coveredSeconds = coveredSeconds - seconds + lastSeconds
end

redis.call('HSET', KEYS[1], course,
    struct.pack(COURSE, count, segments, coveredSeconds, refused, session, seq, version, position, due) .. bits)
return count
