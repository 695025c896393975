"""Real ids for the parameters of paths: each with whose it is, and whether it is shared now (see Key in who_may)."""

IDS = {
    "course_id": "select id, patient_id as owner, 0 as live, id as course from course",
    "session_id": """
        select session.id, course.patient_id as owner, course.id as course,
               case when session.route in ('SLh', 'PO') then 1 else 0 end as live
        from session join course on course.id = session.course_id where session.number in (1, 3)
    """,
    "entry_id": """
        select entry.id, course.patient_id as owner, course.id as course,
               (select count(*) from share left join share_stop on share_stop.share_id = share.id
                where share.entry_id = entry.id and share_stop.share_id is null) as live,
               (select count(*) from share where share.entry_id = entry.id) as shares
        from journal_entry as entry join course on course.id = entry.course_id
        order by (select count(*) from media where media.entry_id = entry.id) desc
    """,
    "media_id": """
        select media.id, course.patient_id as owner, media.entry_id as course,
               (select count(*) from share_media left join share_stop on share_stop.share_id = share_media.share_id
                where share_media.media_id = media.id and share_stop.share_id is null) as live
        from media join course on course.id = media.course_id
        where exists (select 1 from journal_entry where journal_entry.id = media.entry_id)
    """,
    "paper_id": """
        select media.id, course.patient_id as owner, course.id as course, 0 as shares,
               case when media.deleted_at is null then 1 else 0 end as live
        from media join course on course.id = media.course_id
        where exists (select 1 from intake_fact where intake_fact.subject = media.entry_id)
    """,
    "of": """
        select distinct fact.subject as id, course.patient_id as owner, course.id as course, 0 as live
        from intake_fact as fact join course on course.id = fact.course_id where fact.kind = 'medicine'
    """,
    "answer_id": """
        select answer.id, course.patient_id as owner, course.id as course, 0 as live
        from measure_answer as answer join course on course.id = answer.course_id where answer.instrument = 'phq9'
    """,
    "action_id": """
        select action.id, course.patient_id as owner, course.id as course, 0 as live
        from small_action as action join course on course.id = action.course_id
    """,
    "medicine_id": """
        select distinct fact.subject as id, course.patient_id as owner, course.id as course, 0 as live
        from intake_fact as fact join course on course.id = fact.course_id where fact.kind = 'medicine'
    """,
    "trial_id": """
        select distinct fact.subject as id, course.patient_id as owner, course.id as course, 0 as live
        from intake_fact as fact join course on course.id = fact.course_id where fact.kind = 'trial'
    """,
    "message_id": """
        select message.id, message.by_id as owner, message.course_id as course, 0 as live
        from message order by message.number desc
    """,
    "invitation_id": """
        select invitation.id, invited_by as owner, case when person.role = 'patient' then 1 else 0 end as live,
               '' as course
        from invitation join person on person.id = invitation.person_id
    """,
    "view_id": "select id, person_id as owner, 0 as live, '' as course from caseload_view",
    "subject_id": """
        select item.subject_id as id, course.patient_id as owner, course.id as course, 0 as live
        from desk_item as item join course on course.id = item.course_id
        where item.kind = 'check_in' and item.done_at is null
    """,
    "flag_id": """
        select flag.id, course.patient_id as owner, course.id as course, 0 as live
        from flag join course on course.id = flag.course_id
    """,
    "person_id": "select id, id as owner, 0 as live, '' as course from person",
    "credential_id": "select id, person_id as owner, 0 as live, '' as course from credential",
    "day_id": "select id, added_by as owner, 0 as live, '' as course from closed_day",
    "place_id": """
        select care_team.id, course.patient_id as owner, course.id as course,
               case when care_team.kind = 'emergency' then 1 else 0 end as live
        from care_team join course on course.id = care_team.course_id
        where care_team.kind = 'emergency' or care_team.kind = 'stand_in' and care_team.since > '2026-11-26'
    """,
    "hand_over_id": """
        select hand_over_id as id, for_id as owner, 0 as live, '' as course
        from care_team where for_id is not null group by hand_over_id, for_id
    """,
    "pattern_id": "select id, made_by as owner, 0 as live, '' as course from clinic_pattern",
    "login_id": """
        select min(id) as id, person_id as owner, 0 as live, '' as course from login
        where ended_at is null group by person_id
    """,
    "asked_id": """
        select asked.id, course.patient_id as owner, 0 as live, course.id as course
        from asked join course on course.id = asked.course_id
    """,
    "note_id": """
        select note.id, case when note.drawer = 'mine' then note.by_id else course.patient_id end as owner,
               case when note.drawer = 'patient' then 1 else 0 end as live, course.id as course
        from note join course on course.id = note.course_id
    """,
    "passkey_id": "select id, person_id as owner, 0 as live, '' as course from passkey where removed_at is null",
    "room_id": "select id, made_by as owner, 0 as live, '' as course from room",
}
