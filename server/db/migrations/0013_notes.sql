-- Notes of the care team, in three drawers. A note stays in the drawer it was begun in; its words are versions that are
-- only added, and one that is taken back stays readable with who did it and why.

create table note (
    id text primary key,
    course_id text not null references course (id),
    drawer text not null check (drawer in ('mine', 'team', 'patient')),
    by_id text not null references person (id),
    begun_at text not null
);
create index note_by_drawer on note (course_id, drawer, begun_at, id);

-- The first version of a note has the note's own id. `parents` are the versions that its writer had in front of them.
create table note_version (
    id text primary key,
    note_id text not null references note (id),
    course_id text not null references course (id),
    parents text not null default '',
    body_locked bytea not null,
    by_id text not null references person (id),
    received_at text not null
);
create index note_version_by_note on note_version (note_id, received_at, id);

create table note_strike (
    note_id text primary key references note (id),
    course_id text not null references course (id),
    reason_locked bytea,
    by_id text not null references person (id),
    at text not null
);

-- When the patient first opened a version that they can see.
create table note_seen (
    version_id text primary key references note_version (id),
    course_id text not null references course (id),
    seen_at text not null
);
