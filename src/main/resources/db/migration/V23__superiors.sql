-- Where they stood who ordered it: what a unit above has ordered is not for those below to take back.
alter table activation_window add column opened_at_unit bigint references unit (id);
alter table activation_reset add column started_at_unit bigint references unit (id);
-- Where they stood who gave the reasons for it, and for its undoing: no merger changes that.
alter table activation_reset add column reason_of_unit bigint references unit (id),
    add column undone_at_unit bigint references unit (id);

-- Records that went into others, looked through for what is written late.
create index cadre_merged on cadre (id) where merged_into is not null;
