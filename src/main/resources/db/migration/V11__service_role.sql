-- The service signs in as a role that owns nothing: it reads and writes rows, yet cannot change tables or triggers, nor
-- what later migrations withhold from it (the audit log). The owner is for migrations alone. Where there is no such role,
-- owner and service are one: triggers still refuse by accident, and only the hash chain tells of intent.
do $$
begin
    if exists (select from pg_roles where rolname = '${service}' and rolname <> current_user) then
        grant usage on schema public to ${service};
        grant select, insert, update, delete, maintain on all tables in schema public to ${service};
        grant usage, select on all sequences in schema public to ${service};
        alter default privileges in schema public grant select, insert, update, delete, maintain on tables to ${service};
        alter default privileges in schema public grant usage, select on sequences to ${service};
    end if;
end $$;
