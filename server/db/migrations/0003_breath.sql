-- Breathing patterns that a clinic adds beside the shipped ones. Lengths in milliseconds; `moments` says whether a
-- pattern is for the time around a session alone, or always. One is never changed: it is withdrawn, and another made.

create table clinic_pattern (
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
create index clinic_pattern_by_clinic on clinic_pattern (clinic_id, made_at);
