-- What a cadre record holds beyond entering and activating: ways to reach the person, beginning and end, search by initials.
alter table cadre
    -- Initials of the name in pinyin, small letters: 林晓 is "lx".
    add column name_initials text   not null default '',
    add column email         bytea,
    add column email_masked  text,
    add column qq            bytea,
    add column qq_masked     text,
    add column in_post_until date check (in_post_until >= in_post_since),
    -- First day as a cadre, where the post held now is not the first, by a transfer or as it was entered: who is a new
    -- appointee, and what is owed in a cycle, follows from it (A3.3).
    add column appointed_on  date,
    -- Raised by every edit, so that two administrators do not overwrite each other.
    add column version       int    not null default 0,
    add column changed_at    timestamptz not null default now();
-- The people of a unit, with all that a search or a day asks for: a whole province is looked through in the index alone.
create index cadre_by_unit on cadre (unit_id, id)
    include (name, name_initials, cadre_class, employment, in_post_since, in_post_until, appointed_on);
create index cadre_by_name on cadre (name collate "C", id);
create index cadre_by_initials on cadre (name_initials collate "C", id);
-- Few are of a high class, and few accounts are disabled: whoever looks for them walks through no others.
create index cadre_by_class on cadre (cadre_class, id);
create index account_by_status on account (status, id);
-- Early in a cycle hardly anybody is new in it. As `Cycles` has it; it also tells the planner how many they are.
create index cadre_by_appointment on cadre (least(appointed_on, in_post_since));
