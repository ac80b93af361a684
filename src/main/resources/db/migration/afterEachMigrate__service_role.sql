-- In the transaction of every migration, once there is what it calls (V11__service_role.sql says why). What it calls, and
-- with which types, is named in full: the schema may hold something of the same name.
do $$ begin
    if pg_catalog.to_regprocedure('public.grant_to_service(name)') is not null then
        perform public.grant_to_service('${service}'::pg_catalog.name);
    end if;
end $$;
