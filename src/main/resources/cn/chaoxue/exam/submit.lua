-- Takes learners' submissions, of one shard: each once into the stream, and marks its attempt, in one step.
-- KEYS: stream, then the attempt of each. ARGV: grace (ms), bound of the stream, then four of each: attempt id, owner,
-- answers, questions of the paper. Yields the outcome of each, in order, and how long the oldest entry has been waiting to be graded (ms).
local call = redis.call
local waiting = call('XLEN', KEYS[1])
local grace, room = tonumber(ARGV[1]), tonumber(ARGV[2]) - waiting
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local at = string.format('%.0f', now)

local function submit(attempt, id, owner, answers, questions)
  local held = call('HMGET', attempt, 'owner', 'state', 'deadline', 'exam', 'origin')
  if not held[1] then
    return 'ABSENT'
  end
  if held[1] ~= owner then
    return 'FOREIGN'
  end
  if held[2] ~= 'OPEN' then
    if held[5] ~= 'LEARNER' then
      return 'LATE'
    end
    -- A write even so: who asks whether the submission is durable must have written after it.
    call('HINCRBY', attempt, 'repeats', 1)
    return 'REPEATED'
  end
  if now > tonumber(held[3]) + grace then
    return 'LATE'
  end
  if room <= 0 then
    return 'FULL'
  end
  room = room - 1
  call('XADD', KEYS[1], '*', 'attempt', id, 'learner', owner, 'exam', held[4], 'questions', questions,
    'answers', answers, 'origin', 'LEARNER', 'at', at)
  call('HSET', attempt, 'state', 'SUBMITTED', 'origin', 'LEARNER')
  return 'ACCEPTED'
end

local age = 0
if waiting > 0 then
  age = now - tonumber(string.match(call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1][1], '^%d+'))
end
local outcomes = {}
for n = 2, #KEYS do
  outcomes[n - 1] = submit(KEYS[n], ARGV[4 * n - 5], ARGV[4 * n - 4], ARGV[4 * n - 3], ARGV[4 * n - 2])
end
outcomes[#KEYS] = math.max(0, age)
return outcomes
