-- Who joins an open campaign while they finish one of its courses elsewhere is looked at once more, later: the two
-- transactions do not see each other.
alter table campaign
    -- When somebody was enrolled last. Whoever was since `settled_at` is yet to be looked at.
    add column joined_at timestamptz;
-- A few of them among half a million. Never updated with the row, so starts and completions stay where it is.
create index enrolment_by_arrival on enrolment (campaign_id, enrolled_at, learner_id);
