create table intake_standing (
    course_id text primary key references course (id),
    clinic_id text not null references clinic (id),
    waits integer not null check (waits in (0, 1)),
    since text,
    again_on text,
    content text not null
);

create index intake_standing_decided on intake_standing (clinic_id, since, course_id) where since is not null;

create table intake_stir (
    id text primary key,
    course_id text not null references course (id),
    at text not null
);

create index intake_stir_by_course on intake_stir (course_id);

drop index desk_done_by;

create index desk_done_by on desk_item (done_by, done_at, since) where done_by is not null;
