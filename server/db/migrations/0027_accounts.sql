-- What became of an account of the staff: ended, taken up again, another role; of a patient's, that what reached them
-- outside the app was let go of as they were let in again. Who is told of it says that they know.
create table account_change (
    id text primary key,
    clinic_id text not null references clinic (id),
    person_id text not null references person (id),
    kind text not null check (kind in ('ended', 'taken up', 'role', 'let go')),
    role_before text not null,
    role text not null,
    by_id text not null references person (id),
    at text not null
);

create index account_change_by_person on account_change (person_id, at);

create table account_told (
    id text primary key,
    person_id text not null references person (id),
    change_id text not null references account_change (id),
    told_at text not null,
    known_at text
);

create index account_told_by_person on account_told (person_id, told_at);

-- With an account ends what it gave out.
create index invitation_by_inviter on invitation (invited_by) where used_at is null and withdrawn_at is null;

create index proof_code_by_maker on proof_code (made_by, expires_at);

-- Wrong answers are of the second step at a sign-in, or to the question whether it is still them.
alter table wrong_code add column asked text not null default 'second' check (asked in ('second', 'proof'));
