-- Asks to be let in. KEYS: the room, the tries of the ticket's block of numbers. ARGV: epoch for a new room; epoch,
-- number, place in the block and expiry (s) of the ticket, number 0 for none; whether this process has a place for a
-- ticket holder, and for a newcomer (1 or 0); most waiting at once; tries per ticket; memory in ms.
-- Answers verdict (0 come in, 1 wait, 2 full), number, called so far, people served per second × 1000, epoch, now (s), how
-- many were called and are yet to come, people who could be served per second × 1000.
-- A newcomer who finds nobody waiting and a free place leaves no trace.
local now = tonumber(redis.call('TIME')[1])
local room = redis.call('HMGET', KEYS[1], 'epoch', 'issued', 'called', 'rate', 'came', 'capacity')
local epoch, issued, called, rate = room[1], tonumber(room[2] or '0'), tonumber(room[3] or '0'), tonumber(room[4] or '0')
local capacity = tonumber(room[6] or '0')
local outside = math.max(0, called - tonumber(room[5] or '0'))
local number, place = tonumber(ARGV[3]), ARGV[4]

local function answer(verdict, mine)
    return {verdict, mine, called, math.floor(rate * 1000), epoch or ARGV[1], now, outside, math.floor(capacity * 1000)}
end

local known = number > 0 and epoch == ARGV[2] and tonumber(ARGV[5]) >= now
    and redis.call('BITFIELD', KEYS[2], 'GET', 'u2', '#' .. place)[1] < tonumber(ARGV[9])
if known then
    if number > issued then
        -- Redis came back without its last second: the signed number stands.
        redis.call('HSET', KEYS[1], 'issued', number)
    end
    if number <= called and ARGV[6] == '1' then
        local tries = redis.call('BITFIELD', KEYS[2], 'OVERFLOW', 'SAT', 'INCRBY', 'u2', '#' .. place, 1)[1]
        if tries == 1 then
            redis.call('HINCRBY', KEYS[1], 'came', 1)
        end
        redis.call('PEXPIRE', KEYS[2], ARGV[10])
        return answer(0, number)
    end
    return answer(1, number)
end

if called >= issued and ARGV[7] == '1' then
    return answer(0, 0)
end
if issued - called >= tonumber(ARGV[8]) then
    return answer(2, issued)
end
if not epoch then
    redis.call('HSET', KEYS[1], 'epoch', ARGV[1])
end
number = redis.call('HINCRBY', KEYS[1], 'issued', 1)
redis.call('PEXPIRE', KEYS[1], ARGV[10])
return answer(1, number)
