-- Takes persisted entries out of a stream and lets their attempts go: PostgreSQL speaks for them from now on.
-- KEYS: stream, then attempts to let go. ARGV: group, then entry ids.
local ids = {}
for i = 2, #ARGV do
  ids[i - 1] = ARGV[i]
end
redis.call('XACK', KEYS[1], ARGV[1], unpack(ids))
redis.call('XDEL', KEYS[1], unpack(ids))
if #KEYS > 1 then
  redis.call('UNLINK', unpack(KEYS, 2))
end
return #ids
