-- What may be answered on papers now in learners' hands, of one shard. KEYS: the attempt of each. ARGV: the owner of
-- each. Yields the rules of each paper, in order; nothing where the attempt is not here or someone else's.
local papers = {}
for n, attempt in ipairs(KEYS) do
  local held = redis.call('HMGET', attempt, 'owner', 'paper')
  papers[n] = held[1] == ARGV[n] and held[2]
end
return papers
