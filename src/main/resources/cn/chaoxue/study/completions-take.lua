#!lua flags=allow-oom
-- Takes completion events: what this consumer left undone, else what a dead one did, and what is new.
--
-- KEYS  shard's completion stream
-- ARGV  group, consumer, at most so many, a consumer is dead after (ms)
-- answers {id, learner, course, segments, version, position, id, ...}, '' for a field that is not there
local stream, group, consumer, most, dead = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if redis.call('XLEN', stream) == 0 then
    return {}
end
-- Fails where the group is there already.
redis.pcall('XGROUP', 'CREATE', stream, group, '0')

local function read(from, count)
    local found = redis.call('XREADGROUP', 'GROUP', group, consumer, 'COUNT', count, 'STREAMS', stream, from)
    return found and found[1] and found[1][2] or {}
end

local events = read('0', most)
if #events == 0 then
    events = redis.call('XAUTOCLAIM', stream, group, consumer, dead, '0', 'COUNT', most)[2]
end
if #events < tonumber(most) then
    -- Beside them, so that one that cannot be written keeps no new one waiting.
    for _, event in ipairs(read('>', most - #events)) do
        events[#events + 1] = event
    end
end

local taken = {}
for _, event in ipairs(events) do
    if event[2] then
        local fields = {}
        for i = 1, #event[2], 2 do
            fields[event[2][i]] = event[2][i + 1]
        end
        taken[#taken + 1] = event[1]
        for _, name in ipairs({'learner', 'course', 'segments', 'version', 'position'}) do
            taken[#taken + 1] = fields[name] or ''
        end
    else
        -- Deleted between delivery and acknowledgement.
        redis.call('XACK', stream, group, event[1])
    end
end
return taken
