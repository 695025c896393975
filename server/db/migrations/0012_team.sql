-- Places on a care team, with a beginning and an end by the clock: what kind of place it is, who gave it, who ended it.
-- A place is living from `since` until `until`, and for good where that is null; nothing is deleted. Of one person no two
-- places of one course overlap. `by_id` is null for whoever was there from the start, `ended_by` for what ended by itself.
-- A stand-in stands in for `for_id`; the places of one hand-over share its id. `seen_at`: the patient has read of it.
create table care_team_wider (
    id text primary key,
    course_id text not null references course (id),
    person_id text not null references person (id),
    kind text not null default 'member' check (kind in ('member', 'co_therapist', 'stand_in', 'emergency')),
    since text not null,
    until text,
    by_id text references person (id),
    ended_by text references person (id),
    for_id text references person (id),
    hand_over_id text,
    reason_locked bytea,
    seen_at text,
    check (until is null or until >= since),
    check ((kind = 'stand_in') = (for_id is not null)),
    check ((kind = 'stand_in') = (hand_over_id is not null)),
    check ((kind = 'emergency') = (reason_locked is not null)),
    check (kind in ('member', 'co_therapist') or until is not null)
);
insert into care_team_wider (id, course_id, person_id, since, until)
select substr(course_id, 1, 24) || substr(person_id, 25), course_id, person_id, since, until from care_team;
drop table care_team;
alter table care_team_wider rename to care_team;
create index care_team_by_person on care_team (person_id, course_id);
create index care_team_by_course on care_team (course_id, since);
create index care_team_for on care_team (for_id, until);
create index care_team_by_hand_over on care_team (hand_over_id, course_id);
create index care_team_emergencies on care_team (since) where kind = 'emergency';
