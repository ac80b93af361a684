-- How often the unit tree has changed. Whoever keeps a copy of a part of it asks for this alone, and reads the tree again
-- only where it has risen. A row, since it rises for others with the change itself; a sequence would before.
create table tree_version (
    version bigint not null
);
create unique index tree_version_once on tree_version ((true));
insert into tree_version values (0);

create function tree_changed() returns trigger language plpgsql as $$
begin
    update tree_version set version = version + 1;
    return null;
end $$;
create trigger unit_changed after insert or update or delete on unit
    for each statement execute function tree_changed();

insert into service_withheld (relation, acts) values ('tree_version', '{insert,delete,maintain}');
