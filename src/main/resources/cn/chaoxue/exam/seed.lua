-- Puts an open attempt where answers to it are taken. One already there knows more and stays.
-- KEYS: attempt. ARGV: owner, exam, deadline (ms), paper rules, time to forget it (ms).
if redis.call('EXISTS', KEYS[1]) == 1 then
  return 0
end
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'exam', ARGV[2], 'deadline', ARGV[3], 'paper', ARGV[4],
  'state', 'OPEN', 'seq', '0')
redis.call('PEXPIREAT', KEYS[1], ARGV[5])
return 1
