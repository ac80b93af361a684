-- What a learner has covered of a course: one bit per segment. Writers only ever OR into it, so a replay,
-- a reorder or a Redis that forgot a second can never take progress back.
create table course_progress (
    learner_id       bigint      not null references account (id),
    course_id        bigint      not null references course (id),
    covered          bit varying not null,
    covered_segments int         not null,
    position_seconds real        not null default 0,
    version          bigint      not null,
    started_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    completed_at     timestamptz,
    primary key (learner_id, course_id)
) with (fillfactor = 80);
