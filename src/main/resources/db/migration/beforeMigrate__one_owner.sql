-- All tables belong to one role: the service is granted what is in that one's tables (service_right), and in no other's.
do $$
declare
    owner constant pg_catalog.name := pg_catalog.pg_get_userbyid((
        select relowner from pg_catalog.pg_class
         where oid = pg_catalog.to_regclass('public.service_withheld')::pg_catalog.oid));
begin
    if owner <> current_user then
        raise exception 'The tables belong to the role %: migrations run as that one, not as %.', owner, current_user
            using hint = 'Give its name and password as QUARKUS_FLYWAY_USERNAME and QUARKUS_FLYWAY_PASSWORD, or let a process '
                         'that only serves not migrate: QUARKUS_FLYWAY_MIGRATE_AT_START=false (docs/operations/audit.md).';
    end if;
end $$;
