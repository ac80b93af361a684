-- After every migrate, one that found nothing to run as well: the role of the service gets exactly what it needs
-- (service_right), and loses what it had beyond that. So it may come later than the tables, and a change of its rights
-- needs no migration that repeats them. Where all is right, nothing is touched.
do $$
declare
    service constant name := '${service}';
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
    for change in
        with wanted as (
            select relation, act, attribute from service_right
        ), mine as (
            select oid, relacl from pg_class where oid in (select relation from wanted)
        ), held as (
            select mine.oid, lower(x.privilege_type), null::name from mine, aclexplode(relacl) x
             where x.grantee = service_oid
            union all
            select mine.oid, lower(x.privilege_type), a.attname
              from mine join pg_attribute a on a.attrelid = mine.oid and not a.attisdropped, aclexplode(a.attacl) x
             where x.grantee = service_oid
        ), wrong as (
            select relation from (table wanted except table held) lacking
            union select oid from (table held except table wanted) excess
        ), named as (
            select oid, case relkind when 'S' then 'sequence ' else '' end || oid::regclass as name
              from pg_class where oid in (select relation from wrong)
        ), changes (oid, turn, said) as (
            select oid, 1, format('revoke all on %s from %I', name, service) from named
            union all
            select oid, 2, format('grant %s %s on %s to %I', act, '(' || quote_ident(attribute) || ')', name, service)
              from named join service_right on relation = oid
        )
        select said from changes order by oid, turn
    loop
        execute change;
    end loop;
end $$;
