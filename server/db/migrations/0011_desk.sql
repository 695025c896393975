create table desk_item (
    id text primary key,
    clinic_id text not null references clinic (id),
    course_id text not null references course (id),
    kind text not null check (
        kind in ('hard', 'concern', 'entry', 'check_in', 'measure', 'handover', 'withdrawn', 'message')
    ),
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

create index desk_ends on desk_item (until) where done_at is null and until is not null;

create index desk_item_by_course on desk_item (course_id, since, id);

insert into desk_item (id, clinic_id, course_id, kind, subject_id, audience, since, until)
select 'entry ' || share.entry_id, course.clinic_id, share.course_id, 'entry', share.entry_id, share.audience,
       share.granted_at, share.until
from share
join course on course.id = share.course_id
join journal_entry as entry on entry.id = share.entry_id
left join share_stop on share_stop.share_id = share.id
left join answer on answer.share_id = share.id and answer.entry_id = share.entry_id
where share_stop.share_id is null and answer.id is null and entry.deleted_at is null
on conflict (id) do nothing;

-- What was told before and waits for nobody: so that a quiet patient is not taken for one who never told anything.
insert into desk_item (id, clinic_id, course_id, kind, subject_id, audience, since, done_at)
select 'entry ' || share.entry_id, course.clinic_id, share.course_id, 'entry', share.entry_id, 'team',
       max(share.granted_at), max(share.granted_at)
from share
join course on course.id = share.course_id
group by share.entry_id, share.course_id, course.clinic_id
on conflict (id) do nothing;

insert into desk_item (id, clinic_id, course_id, kind, subject_id, audience, since, done_at)
select 'measure ' || told.id, course.clinic_id, told.course_id, 'measure', told.id, 'team', told.received_at,
       told.received_at
from measure_answer as told
join course on course.id = told.course_id
where told.instrument <> 'day'
on conflict (id) do nothing;

insert into desk_item (id, clinic_id, course_id, kind, subject_id, audience, since, done_at)
select 'check_in ' || told.id, course.clinic_id, told.course_id, 'check_in', told.id, 'team', told.received_at,
       told.received_at
from check_in_answer as told
join course on course.id = told.course_id
where told.question = 'longing'
on conflict (id) do nothing;

insert into desk_item (id, clinic_id, course_id, kind, subject_id, audience, since)
select line.kind || ' ' || line.id, course.clinic_id, line.course_id, line.kind, line.id, 'therapist', line.at
from record_line as line
join course on course.id = line.course_id
where line.kind in ('hard', 'concern')
  and not exists (select 1 from record_line as seen join person as reader on reader.id = seen.by_id
                  where seen.about = line.id and seen.kind = 'seen' and reader.role = 'therapist')
on conflict (id) do nothing;

create table answer_taken_back (
    answer_id text primary key references answer (id),
    entry_id text not null references journal_entry (id),
    taken_back_at text not null
);

create index answer_taken_back_by_entry on answer_taken_back (entry_id);

create table caseload_view (
    id text primary key,
    person_id text not null references person (id),
    name text not null,
    reason text not null,
    asked text not null,
    made_at text not null,
    removed_at text
);

create index caseload_view_by_person on caseload_view (person_id, made_at);
