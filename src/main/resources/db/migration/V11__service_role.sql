-- The service signs in as a role that owns nothing: it reads and writes rows, yet cannot change tables or triggers. The
-- owner is for migrations alone. After each of its migrations that role gets what it needs (afterMigrate__service_role.sql):
-- everything in the owner's tables but what stands here, where each migration says what its own tables withhold. Where
-- there is no such role, owner and service are one: triggers still refuse by accident, and only the hash chain of the
-- audit log tells of intent.
create table service_withheld (
    relation  name   primary key,
    acts      text[] not null check (acts <@ array['insert', 'update', 'delete', 'maintain']),
    -- What may be updated where the rest of the row may not.
    updatable name[] not null default '{}'
);
insert into service_withheld (relation, acts) values
    -- Else the service could have the owner grant or do what it may not.
    ('service_withheld', '{insert,update,delete,maintain}'),
    ('flyway_schema_history', '{insert,update,delete,maintain}');

-- What the role of the service needs, no more and no less; a right to one column names it. Only what is the owner's: in
-- the schema may be tables of others (of an extension).
create view service_right (relation, kind, act, attribute) as
    select c.oid, c.relkind, a.act, null::name
      from pg_class c
      join pg_class own on own.oid = 'service_withheld'::regclass
                       and own.relowner = c.relowner and own.relnamespace = c.relnamespace
      left join service_withheld w on w.relation = c.relname
     cross join unnest(case c.relkind when 'S' then array['usage', 'select'] when 'v' then array['select']
                       else array['select', 'insert', 'update', 'delete', 'maintain'] end) a (act)
     where c.relkind in ('r', 'p', 'v', 'S') and a.act <> all (coalesce(w.acts, '{}'))
    union all
    select c.oid, c.relkind, 'update', unnest(w.updatable)
      from service_withheld w
      join pg_class own on own.oid = 'service_withheld'::regclass
      join pg_class c on c.relname = w.relation and c.relnamespace = own.relnamespace;
-- So that a process can say which rights it lacks.
grant select on service_right to public;
