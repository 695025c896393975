-- Questionnaires as they were answered. Rows are only added. `body_locked` holds the answers, the total as it was summed
-- then, and which edition of the questionnaire was asked.
create table measure_answer (
    id text primary key,
    course_id text not null references course (id),
    instrument text not null,
    body_locked bytea not null,
    answered_at text not null,
    received_at text not null
);
create index measure_answer_by_course on measure_answer (course_id, instrument, answered_at, id);

-- Whether patients want to see their own numbers: the latest row counts.
create table measure_view (
    id text primary key,
    course_id text not null references course (id),
    hidden integer not null check (hidden in (0, 1)),
    at text not null
);
create index measure_view_by_course on measure_view (course_id, at, id);
