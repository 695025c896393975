create table room (
    id text primary key,
    clinic_id text not null references clinic (id),
    name text not null,
    made_by text not null references person (id),
    made_at text not null,
    retired_at text,
    retired_by text references person (id)
);

create index room_by_clinic on room (clinic_id, made_at);

create unique index room_in_use on room (clinic_id, name) where retired_at is null;

alter table session add column clinic_id text references clinic (id);

alter table session add column purpose text not null default 'arc' check (purpose in ('arc', 'booster'));

alter table session add column taken_out_at text;

alter table session add column taken_out_by text references person (id);

alter table session add column out_reason_locked bytea;

update session set clinic_id = (select course.clinic_id from course where course.id = session.course_id);

create index session_by_clinic on session (clinic_id, planned_at);

create index session_move_by_course on session_move (course_id, moved_at);

create table session_place (
    id text primary key,
    session_id text not null references session (id),
    course_id text not null references course (id),
    room_id text references room (id),
    person_id text references person (id),
    since text not null,
    by_id text not null references person (id),
    until text,
    until_by text references person (id),
    check ((room_id is null) <> (person_id is null))
);

create index session_place_by_session on session_place (session_id, since);

create unique index session_place_one_room on session_place (session_id) where room_id is not null and until is null;

create unique index session_place_each_once on session_place (session_id, person_id)
    where person_id is not null and until is null;

create table course_pause (
    id text primary key,
    course_id text not null references course (id),
    from_at text not null,
    until_at text,
    reason_locked bytea not null,
    by_id text not null references person (id),
    at text not null,
    resumed_at text,
    resumed_by text references person (id)
);

create index course_pause_by_course on course_pause (course_id, at);

create unique index course_pause_stands on course_pause (course_id) where resumed_at is null;

alter table course add column closed_by text references person (id);
