-- Who joins an open campaign while they finish one of its courses elsewhere is looked at once more, later: the two
-- transactions do not see each other.
alter table campaign
    -- When somebody was enrolled last. Whoever was since `settled_at` is yet to be looked at.
    add column joined_at timestamptz;
