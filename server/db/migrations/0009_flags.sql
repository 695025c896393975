-- Flags: an answer that frightens reaches a named person in time (Y-33 … Y-35). Steps are only added; the flag's own row
-- says how it stands after the last of them, and is moved on together with it.

-- What would raise a flag, also while the clinic has its rule off: so that a rule can be rehearsed. No words.
create table flag_cause (
    id text primary key,
    clinic_id text not null references clinic (id),
    course_id text not null references course (id),
    rule text not null,
    source text not null,
    level text not null check (level in ('urgent', 'same_day')),
    answered_at text not null,
    received_at text not null,
    unique (course_id, rule, source)
);
create index flag_cause_by_clinic on flag_cause (clinic_id, received_at, rule);

-- `protocol_id` is the version that it was opened under. `looked_at` is the latest that the clock has said while this
-- deadline stood: a clock that goes back is noticed by it. `deadline` is null once it is closed.
create table flag (
    id text primary key,
    clinic_id text not null references clinic (id),
    course_id text not null references course (id),
    protocol_id text not null references protocol (id),
    rule text not null,
    source text not null,
    level text not null check (level in ('urgent', 'same_day')),
    answer_locked bytea,
    answered_at text not null,
    received_at text not null,
    steps integer not null,
    owner_id text not null references person (id),
    deadline text,
    everybody integer not null check (everybody in (0, 1)),
    looked_at text not null,
    unique (course_id, rule, source)
);
create index flag_by_course on flag (course_id, received_at);
create index flag_of_clinic on flag (clinic_id, received_at);
create index flag_open on flag (id) where deadline is not null;
create index flag_looked on flag (looked_at) where deadline is not null;
create index flag_open_of_clinic on flag (clinic_id, deadline) where deadline is not null;

create table flag_step (
    id text primary key,
    flag_id text not null references flag (id),
    number integer not null,
    deed text not null check (deed in ('opened', 'seen', 'taken', 'handed_over', 'escalated', 'closed')),
    at text not null,
    by_id text references person (id),
    owner_id text not null references person (id),
    deadline text,
    everybody integer not null check (everybody in (0, 1)),
    why text not null check (why in ('', 'unanswered', 'away', 'clock')),
    note_locked bytea,
    unique (flag_id, number),
    check ((deed = 'closed') = (deadline is null)),
    check (deed <> 'closed' or (note_locked is not null and by_id is not null))
);

-- Who of the staff is away, until when; the latest row of a person counts, and one that lies in the past says: back.
create table staff_away (
    id text primary key,
    clinic_id text not null references clinic (id),
    person_id text not null references person (id),
    until text not null,
    by_id text not null references person (id),
    at text not null
);
create index staff_away_by_person on staff_away (person_id, at, id);
