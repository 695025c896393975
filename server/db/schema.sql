CREATE TABLE account_change (
    id text primary key,
    clinic_id text not null references clinic (id),
    person_id text not null references person (id),
    kind text not null check (kind in ('ended', 'taken up', 'role', 'let go')),
    role_before text not null,
    role text not null,
    by_id text not null references person (id),
    at text not null
);

CREATE INDEX account_change_by_person on account_change (person_id, at);

CREATE TABLE account_told (
    id text primary key,
    person_id text not null references person (id),
    change_id text not null references account_change (id),
    told_at text not null,
    known_at text
);

CREATE INDEX account_told_by_person on account_told (person_id, told_at);

CREATE TABLE answer (
    id text primary key,
    entry_id text not null references journal_entry (id),
    course_id text not null references course (id),
    share_id text not null references share (id),
    body_locked bytea,
    person_id text not null references person (id),
    answered_at text not null
);

CREATE INDEX answer_by_course on answer (course_id, answered_at);

CREATE INDEX answer_by_entry on answer (entry_id, answered_at);

CREATE TABLE answer_taken_back (
    answer_id text primary key references answer (id),
    entry_id text not null references journal_entry (id),
    taken_back_at text not null
);

CREATE INDEX answer_taken_back_by_entry on answer_taken_back (entry_id);

CREATE TABLE arrival (
    session_id text primary key references session (id),
    course_id text not null references course (id),
    fasting text not null check (fasting in ('kept', 'broken', 'unsure')),
    ride text not null check (ride in ('yes', 'no')),
    feeling integer,
    words_locked bytea,
    answered_at text not null,
    received_at text not null
);

CREATE INDEX arrival_by_course on arrival (course_id);

CREATE TABLE asked (
    id text primary key,
    course_id text not null references course (id),
    kind text not null check (kind in ('prompt', 'lesson', 'breath', 'measure')),
    subject text not null,
    line_locked bytea,
    by_day text,
    by_id text not null references person (id),
    given_at text not null
);

CREATE INDEX asked_by_course on asked (course_id, given_at, id);

CREATE TABLE asked_end (
    asked_id text primary key references asked (id),
    course_id text not null references course (id),
    how text not null check (how in ('let go', 'taken back')),
    by_id text not null references person (id),
    at text not null
);

CREATE TABLE attempt (
    id text primary key,
    subject text not null,
    tried_at text not null
);

CREATE INDEX attempt_by_subject on attempt (subject, tried_at);

CREATE INDEX attempt_by_time on attempt (tried_at);

CREATE TABLE brief_look (
    course_id text not null references course (id),
    person_id text not null references person (id),
    at text not null,
    before_at text,
    primary key (course_id, person_id)
);

CREATE TABLE care_team (
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
    check ((kind = 'stand_in') = (for_id is not null)),
    check ((kind = 'stand_in') = (hand_over_id is not null)),
    check ((kind = 'emergency') = (reason_locked is not null)),
    check (kind in ('member', 'co_therapist') or until is not null)
);

CREATE INDEX care_team_by_course on care_team (course_id, since);

CREATE INDEX care_team_by_hand_over on care_team (hand_over_id, course_id);

CREATE INDEX care_team_by_person on care_team (person_id, course_id);

CREATE INDEX care_team_emergencies on care_team (since) where kind = 'emergency';

CREATE INDEX care_team_for on care_team (for_id, until);

CREATE TABLE caseload_view (
    id text primary key,
    person_id text not null references person (id),
    name text not null,
    stands_for text not null,
    asked text not null,
    made_at text not null,
    removed_at text
);

CREATE INDEX caseload_view_by_person on caseload_view (person_id, made_at);

CREATE TABLE check_in_answer (
    id text primary key,
    course_id text not null references course (id),
    question text not null,
    body_locked bytea not null,
    written_at text not null,
    received_at text not null
);

CREATE INDEX check_in_answer_by_course on check_in_answer (course_id, written_at, id);

CREATE TABLE clinic (
    id text primary key,
    name text not null,
    phone text not null,
    region text not null,
    zone text not null,
    language text not null,
    created_at text not null
);

CREATE TABLE clinic_change (
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

CREATE TABLE clinic_key (
    clinic_id text primary key references clinic (id),
    wrapped bytea not null,
    created_at text not null
);

CREATE TABLE clinic_pattern (
    id text primary key,
    clinic_id text not null references clinic (id),
    name text not null,
    about text not null,
    in_ms integer not null,
    hold_ms integer not null,
    out_ms integer not null,
    rest_ms integer not null,
    moments text not null check (moments in ('around', 'always')),
    made_by text not null references person (id),
    made_at text not null,
    withdrawn_at text,
    withdrawn_by text references person (id)
);

CREATE INDEX clinic_pattern_by_clinic on clinic_pattern (clinic_id, made_at);

CREATE TABLE clinic_sharing (
    clinic_id text primary key references clinic (id),
    at text not null,
    by_id text references person (id)
);

CREATE TABLE closed_day (
    id text primary key,
    clinic_id text not null references clinic (id),
    day text not null,
    added_by text not null references person (id),
    added_at text not null,
    removed_by text references person (id),
    removed_at text
);

CREATE INDEX closed_day_by_clinic on closed_day (clinic_id, day);

CREATE TABLE consent (
    id text primary key,
    course_id text not null references course (id),
    purpose text not null,
    version integer not null,
    agreed integer not null check (agreed in (0, 1)),
    body_locked bytea not null,
    signed_at text not null,
    received_at text not null
);

CREATE INDEX consent_by_course on consent (course_id, purpose, received_at, id);

CREATE TABLE consent_withdrawal (
    id text primary key,
    consent_id text not null references consent (id),
    course_id text not null references course (id),
    words_locked bytea,
    at text not null,
    received_at text not null
);

CREATE INDEX consent_withdrawal_by_course on consent_withdrawal (course_id, received_at);

CREATE TABLE course (
    id text primary key,
    clinic_id text not null references clinic (id),
    patient_id text not null references person (id),
    protocol_id text not null references protocol (id),
    created_at text not null,
    closed_at text,
    close_reason_locked bytea
, closed_by text references person (id), turns integer not null default 0, turned_at text);

CREATE INDEX course_by_clinic on course (clinic_id, created_at);

CREATE INDEX course_by_closing on course (closed_at);

CREATE INDEX course_by_patient on course (patient_id, created_at);

CREATE INDEX course_on_protocol on course (clinic_id, protocol_id, id) where closed_at is null;

CREATE TABLE course_key (
    course_id text primary key references course (id),
    wrapped bytea not null,
    created_at text not null
, renewed_at text);

CREATE TABLE course_pause (
    id text primary key,
    course_id text not null references course (id),
    from_at text not null,
    until_at text,
    reason_locked bytea not null,
    by_id text not null references person (id),
    at text not null,
    resumed_at text,
    resumed_by text references person (id)
);

CREATE INDEX course_pause_by_course on course_pause (course_id, at);

CREATE UNIQUE INDEX course_pause_stands on course_pause (course_id) where resumed_at is null;

CREATE TABLE course_protocol_move (
    id text primary key,
    course_id text not null references course (id),
    from_id text not null references protocol (id),
    to_id text not null references protocol (id),
    moved_by text not null references person (id),
    moved_at text not null
);

CREATE INDEX course_protocol_move_by_course on course_protocol_move (course_id, moved_at, id);

CREATE TABLE cover_change (
    id text primary key,
    clinic_id text not null references clinic (id),
    number integer not null,
    week_before text not null,
    week text not null,
    by_id text not null references person (id),
    at text not null,
    unique (clinic_id, number)
);

CREATE TABLE cover_hours (
    clinic_id text not null references clinic (id),
    weekday integer not null check (weekday between 0 and 6),
    opens text not null,
    closes text not null,
    primary key (clinic_id, weekday, opens)
);

CREATE TABLE credential (
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

CREATE INDEX credential_by_clinic on credential (clinic_id, person_id);

CREATE INDEX credential_by_person on credential (person_id, confirmed_at);

CREATE TABLE desk_item (
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

CREATE INDEX desk_done_by on desk_item (done_by, done_at, since) where done_by is not null;

CREATE INDEX desk_ends on desk_item (until) where done_at is null and until is not null;

CREATE INDEX desk_item_by_course on desk_item (course_id, since, id);

CREATE INDEX desk_waits on desk_item (course_id, since, id) where done_at is null;

CREATE INDEX desk_waits_of_clinic on desk_item (clinic_id, since, id) where done_at is null;

CREATE TABLE device_code (
    id text primary key,
    login_id text not null,
    person_id text not null references person (id),
    code_hash text not null,
    made_at text not null,
    expires_at text not null,
    used_at text,
    stopped_at text
);

CREATE INDEX device_code_by_code on device_code (code_hash);

CREATE INDEX device_code_by_person on device_code (person_id, expires_at);

CREATE TABLE entry_pin (
    id text primary key,
    course_id text not null references course (id),
    entry_id text not null references journal_entry (id),
    share_id text not null references share (id),
    pinned_at text not null,
    ended_at text
);

CREATE INDEX entry_pin_by_course on entry_pin (course_id, pinned_at);

CREATE UNIQUE INDEX entry_pin_live on entry_pin (share_id) where ended_at is null;

CREATE TABLE entry_version (
    id text primary key,
    entry_id text not null references journal_entry (id),
    course_id text not null references course (id),
    number integer not null,
    body_locked bytea not null,
    prompt_locked bytea,
    mood integer check (mood between 0 and 10),
    written_at text not null,
    received_at text not null, parents text not null default '', emptied_at text,
    unique (entry_id, number)
);

CREATE TABLE fasting_plan (
    id text primary key,
    course_id text not null references course (id),
    asked_at text not null,
    plan_locked bytea,
    written_by text references person (id),
    written_at text
);

CREATE INDEX fasting_plan_by_course on fasting_plan (course_id, asked_at);

CREATE TABLE fasting_slip (
    id text primary key,
    course_id text not null references course (id),
    session_id text not null references session (id),
    what_locked bytea not null,
    taken_at text,
    recorded_at text not null
);

CREATE INDEX fasting_slip_by_session on fasting_slip (session_id, recorded_at);

CREATE TABLE flag (
    id text primary key,
    clinic_id text not null references clinic (id),
    course_id text not null references course (id),
    protocol_id text not null references protocol (id),
    rule text not null,
    source text not null,
    level text not null check (level in ('urgent', 'same_day')),
    answer_locked bytea,
    answered_at text not null,
    received_at text not null,
    steps integer not null,
    owner_id text not null references person (id),
    deadline text,
    everybody integer not null check (everybody in (0, 1)),
    looked_at text not null,
    unique (course_id, rule, source)
);

CREATE INDEX flag_by_course on flag (course_id, received_at);

CREATE INDEX flag_looked on flag (looked_at) where deadline is not null;

CREATE INDEX flag_of_clinic on flag (clinic_id, received_at);

CREATE INDEX flag_open on flag (id) where deadline is not null;

CREATE INDEX flag_open_of_clinic on flag (clinic_id, deadline) where deadline is not null;

CREATE TABLE flag_cause (
    id text primary key,
    clinic_id text not null references clinic (id),
    course_id text not null references course (id),
    rule text not null,
    source text not null,
    level text not null check (level in ('urgent', 'same_day')),
    answered_at text not null,
    received_at text not null,
    unique (course_id, rule, source)
);

CREATE INDEX flag_cause_by_clinic on flag_cause (clinic_id, received_at, rule);

CREATE TABLE flag_step (
    id text primary key,
    flag_id text not null references flag (id),
    number integer not null,
    deed text not null check (deed in ('opened', 'seen', 'taken', 'handed_over', 'escalated', 'closed')),
    at text not null,
    by_id text references person (id),
    owner_id text not null references person (id),
    deadline text,
    everybody integer not null check (everybody in (0, 1)),
    why text not null check (why in ('', 'unanswered', 'away', 'clock')),
    note_locked bytea,
    unique (flag_id, number),
    check ((deed = 'closed') = (deadline is null)),
    check (deed <> 'closed' or (note_locked is not null and by_id is not null))
);

CREATE TABLE installation (
    name text primary key,
    value text not null
);

CREATE TABLE intake_decision (
    id text primary key,
    course_id text not null references course (id),
    outcome text not null check (outcome in ('proceed', 'not yet', 'not here')),
    body_locked bytea not null,
    seen text not null default '',
    by_id text not null references person (id),
    at text not null
);

CREATE INDEX intake_decision_by_course on intake_decision (course_id, at, id);

CREATE TABLE intake_fact (
    id text primary key,
    course_id text not null references course (id),
    kind text not null check (kind in ('answer', 'trial', 'medicine', 'coverage', 'referral', 'handed in')),
    subject text not null,
    body_locked bytea,
    by_id text not null references person (id),
    written_at text not null,
    received_at text not null
);

CREATE INDEX intake_fact_by_course on intake_fact (course_id, kind, subject, received_at, id);

CREATE TABLE intake_look (
    course_id text not null references course (id),
    person_id text not null references person (id),
    at text not null,
    primary key (course_id, person_id)
);

CREATE TABLE intake_standing (
    course_id text primary key references course (id),
    clinic_id text not null references clinic (id),
    waits integer not null check (waits in (0, 1)),
    since text,
    again_on text,
    content text not null
);

CREATE INDEX intake_standing_decided on intake_standing (clinic_id, since, course_id) where since is not null;

CREATE TABLE intake_stir (
    id text primary key,
    course_id text not null references course (id),
    at text not null
);

CREATE INDEX intake_stir_by_course on intake_stir (course_id);

CREATE TABLE intention (
    id text primary key,
    course_id text not null references course (id),
    session_id text not null references session (id),
    body_locked bytea not null,
    prompt text,
    written_at text not null,
    received_at text not null
);

CREATE INDEX intention_by_course on intention (course_id, received_at);

CREATE INDEX intention_by_session on intention (session_id, received_at);

CREATE TABLE invitation (
    id text primary key,
    clinic_id text not null references clinic (id),
    person_id text not null references person (id),
    token_hash text not null unique,
    code_hash text not null unique,
    invited_by text references person (id),
    created_at text not null,
    expires_at text not null,
    used_at text,
    withdrawn_at text
);

CREATE INDEX invitation_by_clinic on invitation (clinic_id, created_at);

CREATE INDEX invitation_by_inviter on invitation (invited_by) where used_at is null and withdrawn_at is null;

CREATE INDEX invitation_by_person on invitation (person_id);

CREATE TABLE journal_entry (
    id text primary key,
    course_id text not null references course (id),
    session_id text references session (id),
    day_offset integer,
    kind text not null check (kind in ('entry', 'line')),
    written_at text not null,
    received_at text not null
, deleted_at text);

CREATE INDEX journal_entry_by_course on journal_entry (course_id, written_at, id);

CREATE INDEX journal_entry_by_session on journal_entry (session_id);

CREATE TABLE known_device (
    token_hash text not null,
    person_id text not null references person (id),
    known_at text not null,
    seen_at text not null,
    primary key (token_hash, person_id)
);

CREATE INDEX known_device_by_person on known_device (person_id, seen_at);

CREATE TABLE lesson_read (
    course_id text not null references course (id),
    lesson text not null,
    read_at text not null,
    primary key (course_id, lesson)
);

CREATE TABLE login (
    token_hash text primary key,
    id text not null unique,
    person_id text not null references person (id),
    device text not null,
    own_device_at text,
    created_at text not null,
    seen_at text not null,
    expires_at text not null,
    ended_at text
, role text, proven_at text, device_hash text, known_since text, new_at text, answered_at text, held_at text);

CREATE INDEX login_by_device on login (device_hash) where device_hash is not null;

CREATE INDEX login_by_person on login (person_id, created_at);

CREATE INDEX login_new on login (person_id, created_at) where new_at is not null and answered_at is null;

CREATE TABLE measure_answer (
    id text primary key,
    course_id text not null references course (id),
    instrument text not null,
    body_locked bytea not null,
    answered_at text not null,
    received_at text not null
);

CREATE INDEX measure_answer_by_course on measure_answer (course_id, instrument, answered_at, id);

CREATE TABLE measure_view (
    id text primary key,
    course_id text not null references course (id),
    hidden integer not null check (hidden in (0, 1)),
    at text not null
);

CREATE INDEX measure_view_by_course on measure_view (course_id, at, id);

CREATE TABLE media (
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

CREATE INDEX media_by_course on media (course_id, received_at);

CREATE INDEX media_by_entry on media (entry_id, made_at);

CREATE TABLE media_piece (
    media_id text not null references media (id),
    number integer not null,
    bytes_locked bytea not null,
    received_at text not null,
    primary key (media_id, number)
);

CREATE TABLE medicine_check (
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

CREATE INDEX medicine_check_by_course on medicine_check (course_id, at, id);

CREATE TABLE medicine_review (
    id text primary key,
    course_id text not null references course (id),
    list text not null,
    data_version text not null,
    result text not null,
    words_locked bytea,
    by_id text not null references person (id),
    at text not null
);

CREATE INDEX medicine_review_by_course on medicine_review (course_id, at, id);

CREATE TABLE message (
    id text primary key,
    course_id text not null references course (id),
    number integer not null,
    by_id text not null references person (id),
    body_locked bytea not null,
    words_mark text not null,
    entry_id text references journal_entry (id),
    written_at text not null,
    received_at text not null,
    opens_at text,
    answers_through integer,
    taken_back_at text,
    unique (course_id, number)
);

CREATE INDEX message_by_writer on message (course_id, by_id, received_at);

CREATE TABLE message_reading (
    message_id text not null references message (id),
    person_id text not null references person (id),
    read_at text not null,
    primary key (message_id, person_id)
);

CREATE TABLE message_settled (
    id text primary key,
    course_id text not null references course (id),
    through integer not null,
    by_id text not null references person (id),
    at text not null
);

CREATE INDEX message_settled_by_course on message_settled (course_id, through, at);

CREATE TABLE migration (
                  number integer primary key,
                  name text not null,
                  applied_at text not null,
                  digest text not null
                );

CREATE TABLE note (
    id text primary key,
    course_id text not null references course (id),
    drawer text not null check (drawer in ('mine', 'team', 'patient')),
    by_id text not null references person (id),
    begun_at text not null
);

CREATE INDEX note_by_drawer on note (course_id, drawer, begun_at, id);

CREATE TABLE note_seen (
    version_id text primary key references note_version (id),
    course_id text not null references course (id),
    seen_at text not null
);

CREATE TABLE note_strike (
    note_id text primary key references note (id),
    course_id text not null references course (id),
    reason_locked bytea,
    by_id text not null references person (id),
    at text not null
);

CREATE TABLE note_version (
    id text primary key,
    note_id text not null references note (id),
    course_id text not null references course (id),
    parents text not null default '',
    body_locked bytea not null,
    by_id text not null references person (id),
    received_at text not null
);

CREATE INDEX note_version_by_note on note_version (note_id, received_at, id);

CREATE TABLE one_time_key (
    id text primary key,
    person_id text not null references person (id),
    secret_wrapped bytea not null,
    last_step bigint not null,
    begun_at text not null,
    confirmed_at text,
    removed_at text
);

CREATE INDEX one_time_key_by_person on one_time_key (person_id, removed_at);

CREATE TABLE passkey (
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

CREATE INDEX passkey_by_person on passkey (person_id, removed_at);

CREATE TABLE passkey_challenge (
    hash text primary key,
    expires_at text not null
);

CREATE INDEX passkey_challenge_over on passkey_challenge (expires_at);

CREATE TABLE person (
    id text primary key,
    clinic_id text not null references clinic (id),
    role text not null check (role in ('patient', 'therapist', 'prescriber', 'admin')),
    name text not null,
    email text,
    zone text not null,
    language text not null,
    sign_in_name text unique,
    passphrase_hash text,
    created_at text not null,
    ended_at text
, recovery_at text, notice_at text);

CREATE INDEX person_by_clinic on person (clinic_id, role, name);

CREATE TABLE practice (
    id text primary key,
    course_id text not null references course (id),
    pattern text not null,
    seconds integer not null,
    feeling_before integer check (feeling_before between 0 and 10),
    feeling_after integer check (feeling_after between 0 and 10),
    began_at text not null,
    received_at text not null
);

CREATE INDEX practice_by_course on practice (course_id, began_at);

CREATE TABLE practice_share (
    id text primary key,
    course_id text not null references course (id),
    shared integer not null check (shared in (0, 1)),
    by_id text not null references person (id),
    at text not null
);

CREATE INDEX practice_share_by_course on practice_share (course_id, at);

CREATE TABLE prepared (
    session_id text not null references session (id),
    item text not null,
    course_id text not null references course (id),
    words_locked bytea,
    done_by text not null references person (id),
    done_at text not null,
    primary key (session_id, item)
);

CREATE INDEX prepared_by_course on prepared (course_id, done_at);

CREATE TABLE proof_code (
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

CREATE INDEX proof_code_by_maker on proof_code (made_by, expires_at);

CREATE INDEX proof_code_by_person on proof_code (person_id, made_at);

CREATE TABLE protocol (
    id text primary key,
    clinic_id text not null references clinic (id),
    version integer not null,
    numbers text not null,
    signed_by text references person (id),
    signed_at text not null,
    unique (clinic_id, version)
);

CREATE TABLE reading_days (
    id text primary key,
    clinic_id text not null references clinic (id),
    person_id text not null references person (id),
    number integer not null,
    days text not null,
    minutes integer check (minutes > 0),
    by_id text not null references person (id),
    at text not null,
    unique (person_id, number)
);

CREATE INDEX reading_days_by_clinic on reading_days (clinic_id, person_id, number);

CREATE TABLE reading_rule (
    id text primary key,
    clinic_id text not null references clinic (id),
    number integer not null,
    out_of_hours text not null,
    by_id text not null references person (id),
    at text not null,
    unique (clinic_id, number)
);

CREATE TABLE reading_week (
    person_id text not null references person (id),
    monday text not null,
    minutes integer not null,
    done integer not null,
    longest integer,
    primary key (person_id, monday)
);

CREATE TABLE record_line (
    id text primary key,
    session_id text not null references session (id),
    course_id text not null references course (id),
    kind text not null,
    body_locked bytea not null,
    at text not null,
    device_at text,
    received_at text not null,
    source text not null check (source in ('staff', 'patient', 'sitter')),
    by_id text references person (id),
    card_id text references sitter_card (id),
    about text references record_line (id)
);

CREATE INDEX record_line_by_about on record_line (about);

CREATE INDEX record_line_by_course on record_line (course_id, kind, at);

CREATE INDEX record_line_by_session on record_line (session_id, received_at, id);

CREATE TABLE recovery (
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

CREATE INDEX recovery_by_clinic on recovery (clinic_id, begun_at) where ended_at is null;

CREATE INDEX recovery_by_invitation on recovery (invitation_id) where invitation_id is not null;

CREATE UNIQUE INDEX recovery_open on recovery (person_id) where ended_at is null;

CREATE TABLE recovery_code (
    id text primary key,
    person_id text not null references person (id),
    code_hash text not null,
    made_at text not null,
    used_at text,
    withdrawn_at text
);

CREATE INDEX recovery_code_by_person on recovery_code (person_id, withdrawn_at);

CREATE TABLE referral_step (
    id text primary key,
    course_id text not null references course (id),
    step text not null check (step in ('asked', 'sent', 'received', 'missing')),
    words_locked bytea,
    chase_on text,
    by_id text not null references person (id),
    at text not null,
    received_at text not null
);

CREATE INDEX referral_step_by_course on referral_step (course_id, received_at, id);

CREATE TABLE reminder (
    id text primary key,
    clinic_id text not null references clinic (id),
    course_id text not null references course (id),
    kind text not null,
    subject text not null,
    due_at text not null,
    should_at text not null,
    made_at text not null,
    about_at text,
    session_id text references session (id),
    session_at text,
    seen_at text,
    unique (course_id, kind, subject, due_at)
);

CREATE INDEX reminder_made on reminder (made_at);

CREATE INDEX reminder_newest on reminder (course_id, made_at, id);

CREATE INDEX reminder_unseen on reminder (course_id) where seen_at is null;

CREATE TABLE reminder_address (
    id text primary key,
    course_id text not null references course (id),
    address_locked bytea not null,
    asked_at text not null,
    tries integer not null,
    confirmed_at text,
    ended_at text
);

CREATE INDEX reminder_address_asked on reminder_address (course_id, asked_at);

CREATE INDEX reminder_address_living on reminder_address (course_id) where ended_at is null;

CREATE TABLE reminder_choice (
    course_id text primary key references course (id),
    off text not null,
    quiet_since text not null,
    quiet_until text not null,
    changed_at text not null
);

CREATE TABLE reminder_device (
    id text primary key,
    course_id text not null references course (id),
    subscription_locked bytea not null,
    made_at text not null,
    ended_at text
, login_id text, endpoint_hash text, gone_at text);

CREATE INDEX reminder_device_by_course on reminder_device (course_id, made_at);

CREATE INDEX reminder_device_by_endpoint on reminder_device (endpoint_hash, made_at) where ended_at is null;

CREATE INDEX reminder_device_living on reminder_device (course_id) where ended_at is null;

CREATE TABLE reminder_feed (
    id text primary key,
    course_id text not null references course (id),
    token_hash text not null unique,
    made_at text not null,
    ended_at text
);

CREATE INDEX reminder_feed_living on reminder_feed (course_id) where ended_at is null;

CREATE TABLE reminder_look (
    course_id text primary key references course (id),
    look_at text not null,
    looked_at text not null
);

CREATE INDEX reminder_look_done on reminder_look (looked_at);

CREATE INDEX reminder_look_due on reminder_look (look_at);

CREATE TABLE reminder_sending (
    id text primary key,
    clinic_id text not null references clinic (id),
    course_id text not null references course (id),
    channel text not null check (channel in ('mail', 'push')),
    errand text not null check (errand in ('reminder', 'code')),
    subject_id text not null,
    target_id text not null,
    next_at text not null,
    until_at text not null,
    tries integer not null,
    claimed_at text,
    sent_at text,
    given_up_at text,
    trouble text,
    unique (channel, subject_id, target_id)
);

CREATE INDEX reminder_sending_by_target on reminder_sending (target_id);

CREATE INDEX reminder_sending_late on reminder_sending (given_up_at) where trouble = 'late';

CREATE INDEX reminder_sending_lost on reminder_sending (clinic_id, given_up_at) where given_up_at is not null;

CREATE INDEX reminder_sending_sent on reminder_sending (clinic_id, sent_at) where sent_at is not null;

CREATE INDEX reminder_sending_waiting on reminder_sending (next_at) where sent_at is null and given_up_at is null;

CREATE TABLE room (
    id text primary key,
    clinic_id text not null references clinic (id),
    name text not null,
    made_by text not null references person (id),
    made_at text not null,
    retired_at text,
    retired_by text references person (id)
);

CREATE INDEX room_by_clinic on room (clinic_id, made_at);

CREATE UNIQUE INDEX room_in_use on room (clinic_id, name) where retired_at is null;

CREATE TABLE safety_plan (
    id text primary key,
    course_id text not null references course (id),
    parents text not null default '',
    body_locked bytea not null,
    by_id text not null references person (id),
    written_at text not null,
    received_at text not null
);

CREATE INDEX safety_plan_by_course on safety_plan (course_id, received_at, id);

CREATE TABLE safety_plan_share (
    id text primary key,
    course_id text not null references course (id),
    shared integer not null check (shared in (0, 1)),
    by_id text not null references person (id),
    at text not null
);

CREATE INDEX safety_plan_share_by_course on safety_plan_share (course_id, at, id);

CREATE TABLE session (
    id text primary key,
    course_id text not null references course (id),
    number integer not null,
    route text not null check (route in ('IV', 'IM', 'SLc', 'SLh', 'PO', 'IN')),
    planned_at text not null,
    created_at text not null,
    opened_at text,
    opened_by text references person (id),
    started_at text,
    started_by text references person (id),
    ended_at text,
    ended_by text references person (id),
    discharged_at text,
    discharged_by text references person (id), clinic_id text references clinic (id), purpose text not null default 'arc' check (purpose in ('arc', 'booster')), taken_out_at text, taken_out_by text references person (id), out_reason_locked bytea,
    unique (course_id, number)
);

CREATE INDEX session_by_clinic on session (clinic_id, planned_at);

CREATE INDEX session_by_time on session (planned_at);

CREATE TABLE session_move (
    id text primary key,
    session_id text not null references session (id),
    course_id text not null references course (id),
    from_at text not null,
    to_at text not null,
    reason_locked bytea,
    moved_by text not null references person (id),
    moved_at text not null
);

CREATE INDEX session_move_by_course on session_move (course_id, moved_at);

CREATE INDEX session_move_by_session on session_move (session_id, moved_at);

CREATE TABLE session_place (
    id text primary key,
    session_id text not null references session (id),
    course_id text not null references course (id),
    room_id text references room (id),
    person_id text references person (id),
    since text not null,
    by_id text not null references person (id),
    until text,
    until_by text references person (id),
    check ((room_id is null) <> (person_id is null))
);

CREATE INDEX session_place_by_session on session_place (session_id, since);

CREATE UNIQUE INDEX session_place_each_once on session_place (session_id, person_id)
    where person_id is not null and until is null;

CREATE UNIQUE INDEX session_place_one_room on session_place (session_id) where room_id is not null and until is null;

CREATE TABLE share (
    id text primary key,
    entry_id text not null references journal_entry (id),
    course_id text not null references course (id),
    audience text not null check (audience in ('therapist', 'team')),
    through_version integer not null,
    with_mood integer not null check (with_mood in (0, 1)),
    granted_by text not null references person (id),
    granted_at text not null
, version_id text references entry_version (id), until text, passage_locked bytea);

CREATE INDEX share_by_course on share (course_id, granted_at);

CREATE INDEX share_by_entry on share (entry_id, granted_at);

CREATE INDEX share_by_until on share (until);

CREATE INDEX share_by_version on share (version_id);

CREATE TABLE share_media (
    share_id text not null references share (id),
    media_id text not null,
    primary key (share_id, media_id)
);

CREATE INDEX share_media_by_media on share_media (media_id);

CREATE TABLE share_stop (
    share_id text primary key references share (id),
    stopped_by text not null references person (id),
    stopped_at text not null
, why text not null default 'stopped'
    check (why in ('stopped', 'changed', 'expired', 'deleted')));

CREATE TABLE sitter_card (
    id text primary key,
    session_id text not null references session (id),
    course_id text not null references course (id),
    token_hash text not null unique,
    code_hash text not null unique,
    made_by text not null references person (id),
    made_at text not null,
    opened_at text,
    revoked_at text,
    revoked_by text references person (id)
);

CREATE INDEX sitter_card_by_session on sitter_card (session_id, made_at);

CREATE TABLE small_action (
    id text primary key,
    course_id text not null references course (id),
    body_locked bytea not null,
    made_at text not null,
    received_at text not null
);

CREATE INDEX small_action_by_course on small_action (course_id, received_at);

CREATE TABLE small_action_mark (
    id text primary key,
    action_id text not null references small_action (id),
    course_id text not null references course (id),
    became text not null check (became in ('done', 'changed', 'let go')),
    words_locked bytea,
    at text not null,
    received_at text not null
);

CREATE INDEX small_action_mark_by_action on small_action_mark (action_id, received_at);

CREATE INDEX small_action_mark_by_course on small_action_mark (course_id, received_at);

CREATE TABLE small_action_share (
    id text primary key,
    course_id text not null references course (id),
    shared integer not null check (shared in (0, 1)),
    by_id text not null references person (id),
    at text not null
);

CREATE INDEX small_action_share_by_course on small_action_share (course_id, at);

CREATE TABLE staff_away (
    id text primary key,
    clinic_id text not null references clinic (id),
    person_id text not null references person (id),
    until text not null,
    by_id text not null references person (id),
    at text not null
);

CREATE INDEX staff_away_by_person on staff_away (person_id, at, id);

CREATE TABLE trail (
    clinic_id text not null references clinic (id),
    number integer not null,
    at text not null,
    actor_id text not null references person (id),
    course_id text references course (id),
    deed text not null,
    subject_id text not null,
    mac text not null,
    primary key (clinic_id, number)
);

CREATE INDEX trail_by_actor on trail (actor_id, at, deed);

CREATE INDEX trail_by_course on trail (course_id, number);

CREATE INDEX trail_by_subject on trail (subject_id, deed, number);

CREATE TABLE trail_head (
    clinic_id text primary key references clinic (id),
    number integer not null,
    mac text not null
);

CREATE TABLE trial_tick (
    id text primary key,
    course_id text not null references course (id),
    trial_id text not null,
    fact_id text not null references intake_fact (id),
    dose_enough integer check (dose_enough in (0, 1)),
    weeks_enough integer check (weeks_enough in (0, 1)),
    by_id text not null references person (id),
    at text not null
);

CREATE INDEX trial_tick_by_course on trial_tick (course_id, trial_id, at);

CREATE TABLE wrong_code (
    id text primary key,
    person_id text not null references person (id),
    browser text not null,
    asker_hash text not null,
    device text not null,
    tried_at text not null,
    known_at text
, asked text not null default 'second' check (asked in ('second', 'proof')));

CREATE INDEX wrong_code_by_person on wrong_code (person_id, tried_at);
