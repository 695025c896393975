-- How often a course was stopped or taken up again, and when last: a calendar's number of changes only ever grows.
alter table course add column turns integer not null default 0;

alter table course add column turned_at text;

update course set turns = 1, turned_at = closed_at where closed_at is not null;

-- Given up as too late by a clock that ran ahead: looked for at each round.
create index reminder_sending_late on reminder_sending (given_up_at) where trouble = 'late';
