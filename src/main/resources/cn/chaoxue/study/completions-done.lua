-- Forgets completion events that are in PostgreSQL.
--
-- KEYS  shard's completion stream
-- ARGV  group, then event ids
local ids = {unpack(ARGV, 2)}
redis.call('XACK', KEYS[1], ARGV[1], unpack(ids))
return redis.call('XDEL', KEYS[1], unpack(ids))
