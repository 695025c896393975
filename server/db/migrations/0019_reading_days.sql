create table reading_rule (
    id text primary key,
    clinic_id text not null references clinic (id),
    number integer not null,
    out_of_hours text not null,
    by_id text not null references person (id),
    at text not null,
    unique (clinic_id, number)
);

-- The latest row of a person counts. `days` are weekdays from 0, Monday, with commas; empty for any working day.
create table reading_days (
    id text primary key,
    clinic_id text not null references clinic (id),
    person_id text not null references person (id),
    number integer not null,
    days text not null,
    minutes integer check (minutes > 0),
    by_id text not null references person (id),
    at text not null,
    unique (person_id, number)
);

create index reading_days_by_clinic on reading_days (clinic_id, person_id, number);

-- How long somebody has been reading is counted from what they opened, and when.
create index trail_by_actor on trail (actor_id, at, deed);

create index desk_done_by on desk_item (done_by, done_at) where done_by is not null;

create index desk_waits_of_clinic on desk_item (clinic_id, since, id) where done_at is null;

-- A week of somebody's reading that is over, counted once: the trail behind it does not change any more.
create table reading_week (
    person_id text not null references person (id),
    monday text not null,
    minutes integer not null,
    done integer not null,
    longest integer,
    primary key (person_id, monday)
);
