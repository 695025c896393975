-- The day of a session: what is recorded of it, and the sitter's card. A line of the record is only ever added;
-- a correction is a line about the line it corrects. `device_at` is the writer's own clock as it read; `at` is the
-- same moment by ours.

create table sitter_card (
    id text primary key,
    session_id text not null references session (id),
    course_id text not null references course (id),
    token_hash text not null unique,
    code_hash text not null unique,
    made_by text not null references person (id),
    made_at text not null,
    opened_at text,
    revoked_at text,
    revoked_by text references person (id)
);
create index sitter_card_by_session on sitter_card (session_id, made_at);

create table record_line (
    id text primary key,
    session_id text not null references session (id),
    course_id text not null references course (id),
    kind text not null,
    body_locked bytea not null,
    at text not null,
    device_at text,
    received_at text not null,
    source text not null check (source in ('staff', 'patient', 'sitter')),
    by_id text references person (id),
    card_id text references sitter_card (id),
    about text references record_line (id)
);
create index record_line_by_session on record_line (session_id, received_at, id);
create index record_line_by_course on record_line (course_id, kind, at);
create index record_line_by_about on record_line (about);
