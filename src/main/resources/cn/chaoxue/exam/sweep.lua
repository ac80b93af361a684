-- Submits, for a learner whose time is over, what was saved: by the same door, so a submission still waiting wins.
-- KEYS: attempt, stream. ARGV: attempt id, owner, exam, grace (ms), bound of the stream, time to forget it (ms), time
-- from which on one that is not here is submitted empty (ms): until then what was here may yet be restored;
-- questions of the paper.
local held = redis.call('HMGET', KEYS[1], 'owner', 'state', 'deadline', 'answers')
if held[2] == 'SUBMITTED' then
  return 'SUBMITTED'
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if held[1] and now <= tonumber(held[3]) + tonumber(ARGV[4]) then
  return 'EARLY'
end
if not held[1] and now < tonumber(ARGV[7]) then
  return 'ABSENT'
end
if redis.call('XLEN', KEYS[2]) >= tonumber(ARGV[5]) then
  return 'FULL'
end
redis.call('XADD', KEYS[2], '*', 'attempt', ARGV[1], 'learner', ARGV[2], 'exam', ARGV[3], 'questions', ARGV[8],
  'answers', held[4] or '{}', 'origin', 'DEADLINE', 'at', string.format('%.0f', now))
redis.call('HSET', KEYS[1], 'state', 'SUBMITTED', 'origin', 'DEADLINE', 'owner', ARGV[2], 'exam', ARGV[3])
redis.call('PEXPIREAT', KEYS[1], ARGV[6])
return 'SWEPT'
