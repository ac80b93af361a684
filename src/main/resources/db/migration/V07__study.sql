-- What a learner has covered of a course: one bit per segment, whole bytes, first segment first. Writers only ever OR
-- into it, so a replay, a reorder or a Redis that forgot a second can never take progress back.
create table course_progress (
    learner_id       bigint      not null references account (id),
    course_id        bigint      not null references course (id),
    -- Segments of the course when this was written; `covered_segments` of them are covered.
    segments         int         not null default 0,
    covered          bit varying not null,
    covered_segments int         not null,
    position_seconds real        not null default 0,
    -- Watched faster than the wall clock allows: evidence for a human, no program acts on it.
    refused_seconds  int         not null default 0,
    -- Microseconds of the Redis clock at the last change.
    version          bigint      not null,
    started_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    completed_at     timestamptz,
    primary key (learner_id, course_id)
) with (fillfactor = 80);

-- The union of two bitmaps; the shorter one is filled up with zeros. Not `strict`: PostgreSQL would call it row by row
-- instead of writing its text into the statement.
create function coverage_union(a bit varying, b bit varying) returns bit varying
    language sql immutable parallel safe
    return case when length(a) = length(b) then a | b
        else substring(a || (b # b) from 1 for greatest(length(a), length(b)))
            | substring(b || (a # a) from 1 for greatest(length(a), length(b))) end;
