-- Intake: what a patient tells, what the clinic asks for, and a decision made by a person. Rows are only added; the
-- latest that arrived counts, and every earlier one stays readable (E-61).

-- One answer, treatment trial, medicine, line of coverage or referral as it was told. No body: it was taken back.
create table intake_fact (
    id text primary key,
    course_id text not null references course (id),
    kind text not null check (kind in ('answer', 'trial', 'medicine', 'coverage', 'referral', 'handed in')),
    subject text not null,
    body_locked bytea,
    by_id text not null references person (id),
    written_at text not null,
    received_at text not null
);
create index intake_fact_by_course on intake_fact (course_id, kind, subject, received_at, id);

-- Whether a trial was long and strong enough (E-01, E-02): the clinician's word on one version of it.
create table trial_tick (
    id text primary key,
    course_id text not null references course (id),
    trial_id text not null,
    fact_id text not null references intake_fact (id),
    dose_enough integer check (dose_enough in (0, 1)),
    weeks_enough integer check (weeks_enough in (0, 1)),
    by_id text not null references person (id),
    at text not null
);
create index trial_tick_by_course on trial_tick (course_id, trial_id, at);

-- Where the referral or the records are: asked for, sent, received, a page missing. Days to chase are the clinic's own.
create table referral_step (
    id text primary key,
    course_id text not null references course (id),
    step text not null check (step in ('asked', 'sent', 'received', 'missing')),
    words_locked bytea,
    chase_on text,
    by_id text not null references person (id),
    at text not null,
    received_at text not null
);
create index referral_step_by_course on referral_step (course_id, received_at, id);

-- The result of comparing a list of medicines, with the version of the data (M-11). `list` and `result` name versions:
-- the same as long as nothing in them differs.
create table medicine_check (
    id text primary key,
    course_id text not null references course (id),
    list text not null,
    data_version text not null,
    why text not null check (why in ('list', 'data', 'session')),
    session_id text references session (id),
    result text not null,
    result_locked bytea not null,
    at text not null
);
create index medicine_check_by_course on medicine_check (course_id, at, id);

-- A prescriber has gone through this version of the list, as the data then said.
create table medicine_review (
    id text primary key,
    course_id text not null references course (id),
    list text not null,
    data_version text not null,
    result text not null,
    words_locked bytea,
    by_id text not null references person (id),
    at text not null
);
create index medicine_review_by_course on medicine_review (course_id, at, id);

-- Agreement, or that there is none, to one purpose in one version, with the very text that was read.
create table consent (
    id text primary key,
    course_id text not null references course (id),
    purpose text not null,
    version integer not null,
    agreed integer not null check (agreed in (0, 1)),
    body_locked bytea not null,
    signed_at text not null,
    received_at text not null
);
create index consent_by_course on consent (course_id, purpose, received_at, id);

create table consent_withdrawal (
    id text primary key,
    consent_id text not null references consent (id),
    course_id text not null references course (id),
    words_locked bytea,
    at text not null,
    received_at text not null
);
create index consent_withdrawal_by_course on consent_withdrawal (course_id, received_at);

-- A prescriber's decision. `seen` names the decisions that its writer had read: one that nobody's later decision names
-- stands, and where two stand, none does until somebody decides having read both.
create table intake_decision (
    id text primary key,
    course_id text not null references course (id),
    outcome text not null check (outcome in ('proceed', 'not yet', 'not here')),
    body_locked bytea not null,
    seen text not null default '',
    by_id text not null references person (id),
    at text not null
);
create index intake_decision_by_course on intake_decision (course_id, at, id);

-- When somebody of the care team last looked at the summary: what came later is marked.
create table intake_look (
    course_id text not null references course (id),
    person_id text not null references person (id),
    at text not null,
    primary key (course_id, person_id)
);
