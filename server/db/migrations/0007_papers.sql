-- A paper is sent like a picture: a referral letter as a PDF, the label of a medicine as a photo. What a file belongs to
-- is an entry of the journal, or what was told at intake, and may arrive after it. Two more reasons not to keep one.
create table media_wider (
    id text primary key,
    course_id text not null references course (id),
    entry_id text not null,
    kind text not null check (kind in ('voice', 'picture', 'paper')),
    about_locked bytea not null,
    size integer not null,
    pieces integer not null,
    made_at text not null,
    received_at text not null,
    completed_at text,
    deleted_at text,
    refused text check (refused in ('unknown', 'heic', 'damaged', 'large', 'scripted', 'locked'))
);
insert into media_wider
select id, course_id, entry_id, kind, about_locked, size, pieces, made_at, received_at, completed_at, deleted_at, refused
from media;

create table media_piece_wider (
    media_id text not null references media_wider (id),
    number integer not null,
    bytes_locked bytea not null,
    received_at text not null,
    primary key (media_id, number)
);
insert into media_piece_wider select media_id, number, bytes_locked, received_at from media_piece;

drop table media_piece;
drop table media;
alter table media_wider rename to media;
alter table media_piece_wider rename to media_piece;
create index media_by_entry on media (entry_id, made_at);
create index media_by_course on media (course_id, received_at);
