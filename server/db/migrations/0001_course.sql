-- The walking course. Times are UTC text with a Z; ids are UUIDv7 text; a state is a time or a row, never a flag.
-- Every *_locked column holds what a person wrote, sealed under the key of its course (access/vault.py).

create table installation (
    name text primary key,
    value text not null
);

create table clinic (
    id text primary key,
    name text not null,
    phone text not null,
    region text not null,
    zone text not null,
    language text not null,
    created_at text not null
);

create table clinic_key (
    clinic_id text primary key references clinic (id),
    wrapped bytea not null,
    created_at text not null
);

create table cover_hours (
    clinic_id text not null references clinic (id),
    weekday integer not null check (weekday between 0 and 6),
    opens text not null,
    closes text not null,
    primary key (clinic_id, weekday, opens)
);

create table person (
    id text primary key,
    clinic_id text not null references clinic (id),
    role text not null check (role in ('patient', 'therapist', 'prescriber', 'admin')),
    name text not null,
    email text,
    zone text not null,
    language text not null,
    sign_in_name text unique,
    passphrase_hash text,
    created_at text not null,
    ended_at text
);
create index person_by_clinic on person (clinic_id, role, name);

create table login (
    token_hash text primary key,
    id text not null unique,
    person_id text not null references person (id),
    device text not null,
    own_device_at text,
    created_at text not null,
    seen_at text not null,
    expires_at text not null,
    ended_at text
);
create index login_by_person on login (person_id, created_at);

create table attempt (
    id text primary key,
    subject text not null,
    tried_at text not null
);
create index attempt_by_subject on attempt (subject, tried_at);
create index attempt_by_time on attempt (tried_at);

create table invitation (
    id text primary key,
    clinic_id text not null references clinic (id),
    person_id text not null references person (id),
    token_hash text not null unique,
    code_hash text not null unique,
    invited_by text references person (id),
    created_at text not null,
    expires_at text not null,
    used_at text,
    withdrawn_at text
);
create index invitation_by_clinic on invitation (clinic_id, created_at);
create index invitation_by_person on invitation (person_id);

create table protocol (
    id text primary key,
    clinic_id text not null references clinic (id),
    version integer not null,
    numbers text not null,
    signed_by text references person (id),
    signed_at text not null,
    unique (clinic_id, version)
);

create table course (
    id text primary key,
    clinic_id text not null references clinic (id),
    patient_id text not null references person (id),
    protocol_id text not null references protocol (id),
    created_at text not null,
    closed_at text,
    close_reason_locked bytea
);
create index course_by_patient on course (patient_id, created_at);
create index course_by_clinic on course (clinic_id, created_at);

create table course_key (
    course_id text primary key references course (id),
    wrapped bytea not null,
    created_at text not null
);

create table care_team (
    course_id text not null references course (id),
    person_id text not null references person (id),
    since text not null,
    until text,
    primary key (course_id, person_id, since)
);
create index care_team_by_person on care_team (person_id, course_id);

create table session (
    id text primary key,
    course_id text not null references course (id),
    number integer not null,
    route text not null check (route in ('IV', 'IM', 'SLc', 'SLh', 'PO', 'IN')),
    planned_at text not null,
    created_at text not null,
    opened_at text,
    opened_by text references person (id),
    started_at text,
    started_by text references person (id),
    ended_at text,
    ended_by text references person (id),
    discharged_at text,
    discharged_by text references person (id),
    unique (course_id, number)
);
create index session_by_time on session (planned_at);

create table session_move (
    id text primary key,
    session_id text not null references session (id),
    course_id text not null references course (id),
    from_at text not null,
    to_at text not null,
    reason_locked bytea,
    moved_by text not null references person (id),
    moved_at text not null
);
create index session_move_by_session on session_move (session_id, moved_at);

create table trail (
    clinic_id text not null references clinic (id),
    number integer not null,
    at text not null,
    actor_id text not null references person (id),
    course_id text references course (id),
    deed text not null,
    subject_id text not null,
    mac text not null,
    primary key (clinic_id, number)
);
create index trail_by_course on trail (course_id, number);
create index trail_by_subject on trail (subject_id, deed, number);

create table trail_head (
    clinic_id text primary key references clinic (id),
    number integer not null,
    mac text not null
);

create table lesson_read (
    course_id text not null references course (id),
    lesson text not null,
    read_at text not null,
    primary key (course_id, lesson)
);

create table intention (
    id text primary key,
    course_id text not null references course (id),
    session_id text not null references session (id),
    body_locked bytea not null,
    prompt text,
    written_at text not null,
    received_at text not null
);
create index intention_by_session on intention (session_id, received_at);
create index intention_by_course on intention (course_id, received_at);

create table prepared (
    session_id text not null references session (id),
    item text not null,
    course_id text not null references course (id),
    words_locked bytea,
    done_by text not null references person (id),
    done_at text not null,
    primary key (session_id, item)
);
create index prepared_by_course on prepared (course_id, done_at);

create table fasting_slip (
    id text primary key,
    course_id text not null references course (id),
    session_id text not null references session (id),
    what_locked bytea not null,
    taken_at text,
    recorded_at text not null
);
create index fasting_slip_by_session on fasting_slip (session_id, recorded_at);

create table fasting_plan (
    id text primary key,
    course_id text not null references course (id),
    asked_at text not null,
    plan_locked bytea,
    written_by text references person (id),
    written_at text
);
create index fasting_plan_by_course on fasting_plan (course_id, asked_at);

create table arrival (
    session_id text primary key references session (id),
    course_id text not null references course (id),
    fasting text not null check (fasting in ('kept', 'broken', 'unsure')),
    ride text not null check (ride in ('yes', 'no')),
    feeling integer,
    words_locked bytea,
    answered_at text not null,
    received_at text not null
);
create index arrival_by_course on arrival (course_id);

create table journal_entry (
    id text primary key,
    course_id text not null references course (id),
    session_id text references session (id),
    day_offset integer,
    kind text not null check (kind in ('entry', 'line')),
    written_at text not null,
    received_at text not null
);
create index journal_entry_by_course on journal_entry (course_id, written_at, id);
create index journal_entry_by_session on journal_entry (session_id);

create table entry_version (
    id text primary key,
    entry_id text not null references journal_entry (id),
    course_id text not null references course (id),
    number integer not null,
    body_locked bytea not null,
    prompt_locked bytea,
    mood integer check (mood between 0 and 10),
    written_at text not null,
    received_at text not null,
    unique (entry_id, number)
);

create table share (
    id text primary key,
    entry_id text not null references journal_entry (id),
    course_id text not null references course (id),
    audience text not null check (audience in ('therapist', 'team')),
    through_version integer not null,
    with_mood integer not null check (with_mood in (0, 1)),
    granted_by text not null references person (id),
    granted_at text not null
);
create index share_by_entry on share (entry_id, granted_at);
create index share_by_course on share (course_id, granted_at);

create table share_stop (
    share_id text primary key references share (id),
    stopped_by text not null references person (id),
    stopped_at text not null
);

create table answer (
    id text primary key,
    entry_id text not null references journal_entry (id),
    course_id text not null references course (id),
    share_id text not null references share (id),
    body_locked bytea,
    person_id text not null references person (id),
    answered_at text not null
);
create index answer_by_entry on answer (entry_id, answered_at);
create index answer_by_course on answer (course_id, answered_at);
