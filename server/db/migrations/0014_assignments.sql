-- What a clinician asks of one patient: a question to write about, a lesson, a breath, a questionnaire. Whether it was
-- done follows from what was written, read, practised or answered after it was given, and is stored nowhere.

create table asked (
    id text primary key,
    course_id text not null references course (id),
    kind text not null check (kind in ('prompt', 'lesson', 'breath', 'measure')),
    subject text not null,
    line_locked bytea,
    by_day text,
    by_id text not null references person (id),
    given_at text not null
);
create index asked_by_course on asked (course_id, given_at, id);

-- Let go by the patient, or taken back by the team: the first of the two counts.
create table asked_end (
    asked_id text primary key references asked (id),
    course_id text not null references course (id),
    how text not null check (how in ('let go', 'taken back')),
    by_id text not null references person (id),
    at text not null
);
