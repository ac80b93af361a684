-- After every migrate, one that found nothing to run as well (V11__service_role.sql says why).
do $$ begin
    perform public.grant_to_service('${service}'::pg_catalog.name);
    if pg_catalog.to_regrole(pg_catalog.quote_ident('${service}'::pg_catalog.text)) is null then
        raise warning 'There is no role %: nobody but the owner has got any rights (docs/operations/audit.md).', '${service}';
    end if;
end $$;
