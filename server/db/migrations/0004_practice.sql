-- Breathing practised between sessions, and whether the care team may see that it was. A share is a row that is added.

create table practice (
    id text primary key,
    course_id text not null references course (id),
    pattern text not null,
    seconds integer not null,
    feeling_before integer check (feeling_before between 0 and 10),
    feeling_after integer check (feeling_after between 0 and 10),
    began_at text not null,
    received_at text not null
);
create index practice_by_course on practice (course_id, began_at);

create table practice_share (
    id text primary key,
    course_id text not null references course (id),
    shared integer not null check (shared in (0, 1)),
    by_id text not null references person (id),
    at text not null
);
create index practice_share_by_course on practice_share (course_id, at);
