-- Strikes consumers that have nothing claimed and have not been heard of for long: processes that ended.
-- KEYS: stream. ARGV: group, idle time (ms). One step, so that none can claim between the look and the strike.
local struck = 0
for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local about = {}
  for i = 1, #consumer, 2 do
    about[consumer[i]] = consumer[i + 1]
  end
  if about['pending'] == 0 and about['idle'] > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], about['name'])
    struck = struck + 1
  end
end
return struck
