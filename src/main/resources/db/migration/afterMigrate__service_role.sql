-- After every migrate, one that found nothing to run as well (V11__service_role.sql says why).
do $$
declare
    remedy pg_catalog.text;
begin
    perform public.grant_to_service('${service}'::pg_catalog.name);
    if pg_catalog.to_regrole(pg_catalog.quote_ident('${service}'::pg_catalog.text)) is null then
        raise warning 'There is no role %: nobody but the owner has got any rights (docs/operations/audit.md).', '${service}';
        return;
    end if;
    remedy := public.schema_remedy('${service}'::pg_catalog.name);
    if remedy is not null then
        raise warning 'Migrations cannot set right what the role % may do in the schema public, which is not theirs, and the service would refuse to serve; % (docs/operations/audit.md).', '${service}', remedy;
    end if;
end $$;
