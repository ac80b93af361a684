-- Takes a learner's submission: once into the stream, and marks the attempt, in one step.
-- KEYS: attempt, stream. ARGV: attempt id, owner, answers, grace (ms), bound of the stream. Yields the outcome.
local held = redis.call('HMGET', KEYS[1], 'owner', 'state', 'deadline', 'exam', 'origin')
if not held[1] then
  return 'ABSENT'
end
if held[1] ~= ARGV[2] then
  return 'FOREIGN'
end
if held[2] ~= 'OPEN' then
  if held[5] ~= 'LEARNER' then
    return 'LATE'
  end
  -- A write even so: who asks whether the submission is durable must have written after it.
  redis.call('HINCRBY', KEYS[1], 'repeats', 1)
  return 'REPEATED'
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if now > tonumber(held[3]) + tonumber(ARGV[4]) then
  return 'LATE'
end
if redis.call('XLEN', KEYS[2]) >= tonumber(ARGV[5]) then
  return 'FULL'
end
redis.call('XADD', KEYS[2], '*', 'attempt', ARGV[1], 'learner', held[1], 'exam', held[4], 'answers', ARGV[3],
  'origin', 'LEARNER', 'at', string.format('%.0f', now))
redis.call('HSET', KEYS[1], 'state', 'SUBMITTED', 'origin', 'LEARNER')
return 'ACCEPTED'
