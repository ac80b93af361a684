-- Keeps the answers of an open attempt; the highest `seq` wins. Time is the server's, no pod's.
-- KEYS: attempt. ARGV: owner, seq, answers, grace (ms). Yields the outcome and the seq now kept.
local held = redis.call('HMGET', KEYS[1], 'owner', 'state', 'deadline', 'seq')
if not held[1] then
  return {'ABSENT', '0'}
end
if held[1] ~= ARGV[1] then
  return {'FOREIGN', '0'}
end
if held[2] ~= 'OPEN' then
  return {'SUBMITTED', held[4]}
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if now > tonumber(held[3]) + tonumber(ARGV[4]) then
  return {'LATE', held[4]}
end
if tonumber(ARGV[2]) <= tonumber(held[4]) then
  -- A write even so: who asks whether the kept answers are durable must have written after them.
  redis.call('HSET', KEYS[1], 'seq', held[4])
  return {'SAVED', held[4]}
end
redis.call('HSET', KEYS[1], 'seq', ARGV[2], 'answers', ARGV[3])
return {'SAVED', ARGV[2]}
