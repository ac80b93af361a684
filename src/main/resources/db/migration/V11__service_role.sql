-- The service signs in as a role that owns nothing: it reads and writes rows, yet cannot change tables or triggers. The
-- owner is for migrations alone. With each of its migrations that role gets what it needs (grant_to_service, below):
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

-- Who has to run what where the schema belongs to others than the tables do, as in a database of an older PostgreSQL:
-- only they can take back there what lets the service create, be it given to it, to everybody or to a role it is a member
-- of, without taking it from the owner of the tables as well; or let the service in. Null where there is no need, or a
-- member of either owner serves, whom no revoke keeps from anything.
create function schema_remedy(service name) returns text language sql stable
    set search_path = pg_catalog, pg_temp as $$
    with place as (
        select n.nspowner, n.nspacl, c.relowner,
               pg_get_userbyid(case when n.nspowner = 'pg_database_owner'::regrole then d.datdba else n.nspowner end) as who
          from pg_class c
          join pg_namespace n on n.oid = c.relnamespace
          join pg_database d on d.datname = current_database()
         where c.oid = 'public.service_withheld'::regclass
           and not pg_has_role(service, c.relowner, 'member') and not pg_has_role(service, n.nspowner, 'member')
    ), held as (
        select distinct x.grantee, relowner, nspowner from place, aclexplode(nspacl) x where x.privilege_type = 'CREATE'
    ), excess as (
        select case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end as name
          from held where grantee <> relowner and case when grantee = 0 then true
                                                       else pg_has_role(service, grantee, 'member') end
    ), needed (turn, said) as (
        select 1, format('grant usage on schema public to %I', service)
         where not has_schema_privilege(service, 'public', 'usage')
        union all
        select 2, format('grant create on schema public to %I', pg_get_userbyid(relowner)) from place
         where exists (select from excess) and not pg_has_role(relowner, nspowner, 'usage')
           and not exists (select from held where grantee = held.relowner)
        union all
        select 3, format('revoke create on schema public from %s cascade', string_agg(name, ', ' order by name))
          from excess having count(*) > 0
    )
    select format('as the role %s run in this database: %s', who, string_agg(said, '; ' order by turn))
      from place, needed group by who
$$;

-- Gives the role of the service exactly that, and takes back what it had beyond that in the same tables, a right to pass
-- rights on as well. Called in the transaction of each migration (afterEachMigrate__service_role.sql), so that processes
-- that go on serving may write to a new table as soon as anything makes them; and after every migrate
-- (afterMigrate__service_role.sql), so that the role may come later than the tables, and a change of its rights needs no
-- migration that repeats them. Where all is right, nothing is touched.
--
-- It runs as the owner: it calls nothing that anybody else could have put into the schema, and lets the service put
-- nothing there.
create function grant_to_service(service name) returns void language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare
    service_oid constant oid := (select oid from pg_roles where rolname = service and rolname <> current_user);
    change text;
begin
    if service_oid is null then
        return;
    end if;
    -- Processes that start together migrate together.
    perform pg_advisory_xact_lock(hashtext('service_right'));
    if not has_schema_privilege(service, 'public', 'usage') then
        execute format('grant usage on schema public to %I', service);
    end if;
    -- Where the schema is not the owner's this takes nothing back; afterMigrate__service_role.sql looks again, and says so.
    if has_schema_privilege(service, 'public', 'create') then
        execute format('revoke create on schema public from public, %I cascade', service);
    end if;
    for change in
        with wanted as (
            select relation, act, attribute, false from public.service_right
        ), mine as (
            select oid, relacl from pg_class where oid in (select relation from wanted)
        ), held as (
            select mine.oid, lower(x.privilege_type), null::name, x.is_grantable from mine, aclexplode(relacl) x
             where x.grantee = service_oid
            union all
            select mine.oid, lower(x.privilege_type), a.attname, x.is_grantable
              from mine join pg_attribute a on a.attrelid = mine.oid and not a.attisdropped, aclexplode(a.attacl) x
             where x.grantee = service_oid
        ), wrong as (
            select relation from (table wanted except table held) lacking
            union select oid from (table held except table wanted) excess
        ), named as (
            select oid, case relkind when 'S' then 'sequence ' else '' end || oid::regclass as name
              from pg_class where oid in (select relation from wrong)
        ), changes (oid, turn, said) as (
            select oid, 1, format('revoke all on %s from %I cascade', name, service) from named
            union all
            select oid, 2, format('grant %s %s on %s to %I', act, '(' || quote_ident(attribute) || ')', name, service)
              from named join public.service_right on relation = oid
        )
        select said from changes order by oid, turn
    loop
        execute change;
    end loop;
end $$;
revoke execute on function grant_to_service from public;
