-- Who goes by which version of the protocol, and since when: each move of a course from one version to another.
create table course_protocol_move (
    id text primary key,
    course_id text not null references course (id),
    from_id text not null references protocol (id),
    to_id text not null references protocol (id),
    moved_by text not null references person (id),
    moved_at text not null
);

create index course_protocol_move_by_course on course_protocol_move (course_id, moved_at, id);

-- Open courses by the version that they go by.
create index course_on_protocol on course (clinic_id, protocol_id, id) where closed_at is null;
