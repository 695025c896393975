-- Since when the patients of a clinic may choose who reads an entry. A clinic that was in use before there was a
-- set-up goes on as it was: nobody is named as having switched it on.
create table clinic_sharing (
    clinic_id text primary key references clinic (id),
    at text not null,
    by_id text references person (id)
);

insert into clinic_sharing (clinic_id, at)
select clinic.id, clinic.created_at from clinic
where exists (select 1 from share join course on course.id = share.course_id where course.clinic_id = clinic.id)
   or (exists (select 1 from person where person.clinic_id = clinic.id and person.role = 'therapist'
               and person.ended_at is null)
       and exists (select 1 from cover_hours where cover_hours.clinic_id = clinic.id));

create table clinic_change (
    id text primary key,
    clinic_id text not null references clinic (id),
    number integer not null,
    about text not null check (about in ('facts', 'region')),
    name text not null,
    phone text not null,
    zone text not null,
    region text not null,
    by_id text not null references person (id),
    at text not null,
    unique (clinic_id, number)
);

create table cover_change (
    id text primary key,
    clinic_id text not null references clinic (id),
    number integer not null,
    week_before text not null,
    week text not null,
    by_id text not null references person (id),
    at text not null,
    unique (clinic_id, number)
);

create table closed_day (
    id text primary key,
    clinic_id text not null references clinic (id),
    day text not null,
    added_by text not null references person (id),
    added_at text not null,
    removed_by text references person (id),
    removed_at text
);

create index closed_day_by_clinic on closed_day (clinic_id, day);

create table credential (
    id text primary key,
    clinic_id text not null references clinic (id),
    person_id text not null references person (id),
    kind text not null check (kind in ('licence', 'registration', 'training')),
    title text not null,
    issuer text not null,
    number text not null,
    valid_until text,
    confirmed_by text not null references person (id),
    confirmed_at text not null,
    ended_by text references person (id),
    ended_at text
);

create index credential_by_person on credential (person_id, confirmed_at);

create index credential_by_clinic on credential (clinic_id, person_id);
