-- The thread between a patient and their care team. Rows are added; the words of one that nobody has opened yet go when
-- their writer takes it back, and its id, number and times stay.

-- `number` is the order in which the clinic took it in. `entry_id` is an entry of the same course that it is about: the
-- id alone, nothing of it is shared by that. `words_mark` names its words under the course's key, so that a late replay
-- is known after they have gone. `opens_at`: when the clinic was to open next, where it was closed as this was written.
-- `answers_through` is the number up to which a clinician had the patient's messages before them.
create table message (
    id text primary key,
    course_id text not null references course (id),
    number integer not null,
    by_id text not null references person (id),
    body_locked bytea not null,
    words_mark text not null,
    entry_id text references journal_entry (id),
    written_at text not null,
    received_at text not null,
    opens_at text,
    answers_through integer,
    taken_back_at text,
    unique (course_id, number)
);
create index message_by_writer on message (course_id, by_id, received_at);

-- Who of the other side opened it, and when.
create table message_reading (
    message_id text not null references message (id),
    person_id text not null references person (id),
    read_at text not null,
    primary key (message_id, person_id)
);

-- A clinician has said that what came up to this number needs no answer.
create table message_settled (
    id text primary key,
    course_id text not null references course (id),
    through integer not null,
    by_id text not null references person (id),
    at text not null
);
create index message_settled_by_course on message_settled (course_id, through, at);
