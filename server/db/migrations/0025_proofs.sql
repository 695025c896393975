-- How people prove who they are, beside a passphrase; and the way back in of somebody who can prove nothing any more.
create table passkey (
    id text primary key,
    person_id text not null references person (id),
    credential_id text not null unique,
    public_key bytea not null,
    sign_count bigint not null,
    transports text not null,
    name text not null,
    added_at text not null,
    used_at text,
    copied_at text,
    removed_at text
);

create index passkey_by_person on passkey (person_id, removed_at);

-- A challenge is no row until it is answered; then it is here until it would be over anyway, so that it serves once.
create table passkey_challenge (
    hash text primary key,
    expires_at text not null
);

create index passkey_challenge_over on passkey_challenge (expires_at);

create table one_time_key (
    id text primary key,
    person_id text not null references person (id),
    secret_wrapped bytea not null,
    last_step bigint not null,
    begun_at text not null,
    confirmed_at text,
    removed_at text
);

create index one_time_key_by_person on one_time_key (person_id, removed_at);

create table recovery_code (
    id text primary key,
    person_id text not null references person (id),
    code_hash text not null,
    made_at text not null,
    used_at text,
    withdrawn_at text
);

create index recovery_code_by_person on recovery_code (person_id, withdrawn_at);

create table recovery (
    id text primary key,
    clinic_id text not null references clinic (id),
    person_id text not null references person (id),
    begun_by text not null references person (id),
    begun_at text not null,
    opens_at text not null,
    confirmed_by text references person (id),
    confirmed_at text,
    invitation_id text references invitation (id),
    ended_at text,
    ended_by text references person (id),
    why text check (why in ('used', 'stopped', 'over'))
);

create unique index recovery_open on recovery (person_id) where ended_at is null;

create index recovery_by_clinic on recovery (clinic_id, begun_at) where ended_at is null;

create index recovery_by_invitation on recovery (invitation_id) where invitation_id is not null;

-- Told on every page of every device of whoever a way back in was begun for.
alter table person add column recovery_at text;

-- Since when a login waits for its owner to set up a second proof.
alter table login add column held_at text;
