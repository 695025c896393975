create table desk_item (
    id text primary key,
    clinic_id text not null references clinic (id),
    course_id text not null references course (id),
    kind text not null check (kind in ('entry', 'check_in', 'measure', 'handover', 'withdrawn', 'message')),
    subject_id text not null,
    audience text not null check (audience in ('team', 'therapist', 'prescriber', 'one')),
    person_id text references person (id),
    since text not null,
    until text,
    done_at text,
    done_by text references person (id),
    check ((audience = 'one') = (person_id is not null))
);

create index desk_waits on desk_item (course_id, since, id) where done_at is null;

create index desk_item_by_course on desk_item (course_id, since, id);

create index desk_done_by on desk_item (done_by, done_at);
