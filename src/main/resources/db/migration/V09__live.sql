-- Counts per campaign and unit (own and all below), changed in the transaction of the facts they count.
create table unit_tally (
    campaign_id        bigint not null references campaign (id),
    unit_id            bigint not null references unit (id),
    enrolled           bigint not null default 0,
    started            bigint not null default 0,
    course_completions bigint not null default 0,
    passed             bigint not null default 0,
    completed          bigint not null default 0,
    version            bigint not null default 0,
    changed_at         timestamptz not null default now(),
    primary key (campaign_id, unit_id)
) with (fillfactor = 50);

-- Increments by minute for the trend line; same transaction, same deltas.
create table unit_tally_minute (
    campaign_id        bigint      not null,
    unit_id            bigint      not null,
    minute             timestamptz not null,
    started            int         not null default 0,
    course_completions int         not null default 0,
    passed             int         not null default 0,
    completed          int         not null default 0,
    primary key (campaign_id, unit_id, minute)
) with (fillfactor = 50);
-- Old minutes are deleted by age; rows arrive in that order, so a few block ranges find them.
create index unit_tally_minute_by_minute on unit_tally_minute using brin (minute);
