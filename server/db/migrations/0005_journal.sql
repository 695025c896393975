-- The journal that cannot be lost: versions that know what they grew from, recordings and pictures in pieces, shares of
-- a passage or until a day, small actions, and deletion that leaves ids and times but no words.

-- The ids of the versions that this one grew from, with spaces between. A parent may arrive after its child.
alter table entry_version add column parents text not null default '';
alter table entry_version add column emptied_at text;
alter table journal_entry add column deleted_at text;

alter table share add column version_id text references entry_version (id);
alter table share add column until text;
alter table share add column passage_locked bytea;
update share set version_id = (
    select version.id from entry_version as version
    where version.entry_id = share.entry_id and version.number = share.through_version
);
create index share_by_version on share (version_id);
create index share_by_until on share (until);
create index course_by_closing on course (closed_at);
alter table share_stop add column why text not null default 'stopped'
    check (why in ('stopped', 'changed', 'expired', 'deleted'));

-- A recording or a picture of an entry. It may arrive before the entry does, so the entry's id is only a name here.
-- `refused` says why its file could not be kept; then it is deleted too, and a late replay is told the same.
create table media (
    id text primary key,
    course_id text not null references course (id),
    entry_id text not null,
    kind text not null check (kind in ('voice', 'picture')),
    about_locked bytea not null,
    size integer not null,
    pieces integer not null,
    made_at text not null,
    received_at text not null,
    completed_at text,
    deleted_at text,
    refused text check (refused in ('unknown', 'heic', 'damaged', 'large'))
);
create index media_by_entry on media (entry_id, made_at);
create index media_by_course on media (course_id, received_at);

create table media_piece (
    media_id text not null references media (id),
    number integer not null,
    bytes_locked bytea not null,
    received_at text not null,
    primary key (media_id, number)
);

-- What is shared with the words. Chosen while writing it may still be on its way, so its id is only a name here too.
create table share_media (
    share_id text not null references share (id),
    media_id text not null,
    primary key (share_id, media_id)
);
create index share_media_by_media on share_media (media_id);

-- From what mattered to one small action (I-20). What became of it is a row that is added.
create table small_action (
    id text primary key,
    course_id text not null references course (id),
    body_locked bytea not null,
    made_at text not null,
    received_at text not null
);
create index small_action_by_course on small_action (course_id, received_at);

create table small_action_mark (
    id text primary key,
    action_id text not null references small_action (id),
    course_id text not null references course (id),
    became text not null check (became in ('done', 'changed', 'let go')),
    words_locked bytea,
    at text not null,
    received_at text not null
);
create index small_action_mark_by_action on small_action_mark (action_id, received_at);
create index small_action_mark_by_course on small_action_mark (course_id, received_at);
