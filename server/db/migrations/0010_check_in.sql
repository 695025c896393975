-- The weekly check-in, and the safety plan. Rows are only added: the latest answer that arrived counts, and of a plan
-- every version that no other grew from is shown.

-- One answer as it was told. Which check-in it belongs to follows from when it was written.
create table check_in_answer (
    id text primary key,
    course_id text not null references course (id),
    question text not null,
    body_locked bytea not null,
    written_at text not null,
    received_at text not null
);
create index check_in_answer_by_course on check_in_answer (course_id, written_at, id);

-- One version of a safety plan. `parents` are the ids that its writer had in front of them.
create table safety_plan (
    id text primary key,
    course_id text not null references course (id),
    parents text not null default '',
    body_locked bytea not null,
    by_id text not null references person (id),
    written_at text not null,
    received_at text not null
);
create index safety_plan_by_course on safety_plan (course_id, received_at, id);

-- Whether the care team may read the plan: the latest word counts, and without one nobody does.
create table safety_plan_share (
    id text primary key,
    course_id text not null references course (id),
    shared integer not null check (shared in (0, 1)),
    by_id text not null references person (id),
    at text not null
);
create index safety_plan_share_by_course on safety_plan_share (course_id, at, id);
