create table entry_pin (
    id text primary key,
    course_id text not null references course (id),
    entry_id text not null references journal_entry (id),
    share_id text not null references share (id),
    pinned_at text not null,
    ended_at text
);

create index entry_pin_by_course on entry_pin (course_id, pinned_at);

create unique index entry_pin_live on entry_pin (share_id) where ended_at is null;

create table small_action_share (
    id text primary key,
    course_id text not null references course (id),
    shared integer not null check (shared in (0, 1)),
    by_id text not null references person (id),
    at text not null
);

create index small_action_share_by_course on small_action_share (course_id, at);

create table brief_look (
    course_id text not null references course (id),
    person_id text not null references person (id),
    at text not null,
    before_at text,
    primary key (course_id, person_id)
);
