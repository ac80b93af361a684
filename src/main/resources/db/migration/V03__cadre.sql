-- A cadre record exists before its account (A1.1); both share one id. Personal fields are sealed (A1.9).
create table cadre (
    id            bigint primary key references account (id),
    unit_id       bigint      not null references unit (id),
    name          text        not null,
    id_number     bytea       not null,
    id_index      bytea       not null unique,
    mobile        bytea       not null,
    mobile_index  bytea       not null,
    -- Masked forms for display, so that a list never opens a sealed field.
    id_masked     text        not null,
    mobile_masked text        not null,
    sex           text        not null check (sex in ('MALE', 'FEMALE')),
    -- All that stands in clear of the birth date: the day would fill in what the masked ID number leaves out. It is in the
    -- sealed number.
    birth_year    smallint    not null,
    cadre_class   text        not null check (cadre_class in ('BUREAU', 'COUNTY_LEVEL', 'SECTION', 'GRASSROOTS')),
    employment    text        not null check (employment in ('FULL_TIME', 'SECONDED', 'PART_TIME')),
    post          text        not null,
    in_post_since date        not null,
    activated_at  timestamptz,
    created_at    timestamptz not null default now()
);
