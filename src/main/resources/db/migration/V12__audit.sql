-- Who did what, on whom, from where (A1.9). Each entry carries a keyed hash over itself and the hash before it, so that a
-- changed, missing or inserted entry is found; the key is a file, never here. Personal values are sealed, masked ones shown.
create table audit_entry (
    seq          bigint      primary key check (seq > 0),
    at           timestamptz not null,
    -- The account; 0 is the command line.
    actor_id     bigint      not null,
    action       text        not null,
    subject_kind text        not null,
    subject_id   bigint      not null,
    -- Whose superiors may read it; null concerns the whole installation.
    unit_id      bigint      references unit (id),
    address      text        not null,
    reason       text,
    changes      text        not null check (changes is json array),
    sealed       bytea,
    hash         bytea       not null check (length(hash) = 32)
);
create index audit_entry_by_unit on audit_entry (unit_id, seq);
create index audit_entry_by_actor on audit_entry (actor_id, seq);
-- What an account did of one kind lately, for what is counted by the hour or the day: whoever entered half a million
-- people has as many other entries.
create index audit_entry_by_act on audit_entry (actor_id, action, at);
create index audit_entry_by_subject on audit_entry (subject_kind, subject_id, seq);

-- The end of the chain: locked while entries are added, so that they have one order; shows when the last ones are cut off.
create table audit_head (
    one  boolean primary key default true check (one),
    seq  bigint  not null,
    hash bytea   not null
);
insert into audit_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));

create function audit_refuses() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log cannot be changed' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entry_stands before update or delete on audit_entry
    for each row execute function audit_refuses();
create trigger audit_entry_stays before truncate on audit_entry
    for each statement execute function audit_refuses();
create trigger audit_head_stands before delete on audit_head
    for each row execute function audit_refuses();
create trigger audit_head_goes_on before update on audit_head
    for each row when (new.seq <= old.seq) execute function audit_refuses();

insert into service_withheld (relation, acts) values
    ('audit_entry', '{update,delete,maintain}'),
    ('audit_head', '{insert,delete,maintain}');
