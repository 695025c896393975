alter table login add column role text;

alter table login add column proven_at text;

alter table login add column device_hash text;

alter table login add column known_since text;

alter table login add column new_at text;

alter table login add column answered_at text;

update login set known_since = created_at,
    role = (select person.role from person where person.id = login.person_id);

update login set expires_at = created_at where role <> 'patient';

create index login_new on login (person_id, created_at) where new_at is not null and answered_at is null;

create index login_by_device on login (device_hash) where device_hash is not null;

create table known_device (
    token_hash text not null,
    person_id text not null references person (id),
    known_at text not null,
    seen_at text not null,
    primary key (token_hash, person_id)
);

create index known_device_by_person on known_device (person_id, seen_at);
