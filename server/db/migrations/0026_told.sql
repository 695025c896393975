-- What a person is told of how they sign in, until they say that they know of it: a code that proves who they are, made
-- by one of their team, and wrong codes of somebody who knew their passphrase.
create table proof_code (
    id text primary key,
    person_id text not null references person (id),
    code_hash text not null,
    made_by text not null references person (id),
    made_at text not null,
    expires_at text not null,
    used_at text,
    stopped_at text,
    known_at text
);

create index proof_code_by_person on proof_code (person_id, made_at);

create table wrong_code (
    id text primary key,
    person_id text not null references person (id),
    browser text not null,
    asker_hash text not null,
    device text not null,
    tried_at text not null,
    known_at text
);

create index wrong_code_by_person on wrong_code (person_id, tried_at);

alter table person add column notice_at text;

-- For another device of the same person, or the app on their home screen: worth something while the login lives that
-- made it.
create table device_code (
    id text primary key,
    login_id text not null,
    person_id text not null references person (id),
    code_hash text not null,
    made_at text not null,
    expires_at text not null,
    used_at text,
    stopped_at text
);

create index device_code_by_code on device_code (code_hash);

create index device_code_by_person on device_code (person_id, expires_at);
