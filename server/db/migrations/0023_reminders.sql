-- What people are reminded of, and how it reaches them. A reminder is made once: its person, kind, subject and due time name it.

create table reminder (
    id text primary key,
    clinic_id text not null references clinic (id),
    course_id text not null references course (id),
    kind text not null,
    subject text not null,
    due_at text not null,
    should_at text not null,
    made_at text not null,
    about_at text,
    session_id text references session (id),
    session_at text,
    seen_at text,
    unique (course_id, kind, subject, due_at)
);
create index reminder_newest on reminder (course_id, made_at, id);
create index reminder_unseen on reminder (course_id) where seen_at is null;
create index reminder_made on reminder (made_at);

-- When a course is to be looked at next. Whoever moves it on has the course to themselves.
create table reminder_look (
    course_id text primary key references course (id),
    look_at text not null,
    looked_at text not null
);
create index reminder_look_due on reminder_look (look_at);
create index reminder_look_done on reminder_look (looked_at);

-- What somebody chose; without a row the defaults hold. `off` are kinds, with spaces between.
create table reminder_choice (
    course_id text primary key references course (id),
    off text not null,
    quiet_since text not null,
    quiet_until text not null,
    changed_at text not null
);

-- An address for e-mail, confirmed by a typed code, which is derived from the id and stored nowhere.
create table reminder_address (
    id text primary key,
    course_id text not null references course (id),
    address_locked bytea not null,
    asked_at text not null,
    tries integer not null,
    confirmed_at text,
    ended_at text
);
create index reminder_address_living on reminder_address (course_id) where ended_at is null;
create index reminder_address_asked on reminder_address (course_id, asked_at);

-- A phone that shows notifications, as its browser gave it.
create table reminder_device (
    id text primary key,
    course_id text not null references course (id),
    subscription_locked bytea not null,
    made_at text not null,
    ended_at text
);
create index reminder_device_living on reminder_device (course_id) where ended_at is null;

-- A calendar's private address, derived from the id; only its hash is here.
create table reminder_feed (
    id text primary key,
    course_id text not null references course (id),
    token_hash text not null unique,
    made_at text not null,
    ended_at text
);
create index reminder_feed_living on reminder_feed (course_id) where ended_at is null;

-- One message to one place: claimed before it is sent, so that no two processes send it, and never sent again unknown.
create table reminder_sending (
    id text primary key,
    clinic_id text not null references clinic (id),
    course_id text not null references course (id),
    channel text not null check (channel in ('mail', 'push')),
    errand text not null check (errand in ('reminder', 'code')),
    subject_id text not null,
    target_id text not null,
    next_at text not null,
    until_at text not null,
    tries integer not null,
    claimed_at text,
    sent_at text,
    given_up_at text,
    trouble text,
    unique (channel, subject_id, target_id)
);
create index reminder_sending_waiting on reminder_sending (next_at) where sent_at is null and given_up_at is null;
create index reminder_sending_lost on reminder_sending (clinic_id, given_up_at) where given_up_at is not null;
create index reminder_sending_sent on reminder_sending (clinic_id, sent_at) where sent_at is not null;

insert into reminder_look (course_id, look_at, looked_at) select id, created_at, created_at from course where closed_at is null;
