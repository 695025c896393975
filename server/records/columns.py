"""Every locked column, to be read through from its first row to its last. Held beside `newest` by a test.

`first` (and `second`, where a row has two) is the key in whose order it is read.
"""

READS = {
    "reminder_device.subscription": """
        select id as first, id as row_id, course_id, subscription_locked as locked from reminder_device
        where id > :first and length(subscription_locked) > 0 order by id limit :most
    """,
    "reminder_address.address": """
        select id as first, id as row_id, course_id, address_locked as locked from reminder_address
        where id > :first and length(address_locked) > 0 order by id limit :most
    """,
    "measure_answer.body": """
        select id as first, id as row_id, course_id, body_locked as locked from measure_answer
        where id > :first and length(body_locked) > 0 order by id limit :most
    """,
    "course.close_reason": """
        select id as first, id as row_id, id as course_id, close_reason_locked as locked from course
        where id > :first and length(close_reason_locked) > 0 order by id limit :most
    """,
    "care_team.reason": """
        select id as first, id as row_id, course_id, reason_locked as locked from care_team
        where id > :first and length(reason_locked) > 0 order by id limit :most
    """,
    "course_pause.reason": """
        select id as first, id as row_id, course_id, reason_locked as locked from course_pause
        where id > :first and length(reason_locked) > 0 order by id limit :most
    """,
    "session.out_reason": """
        select id as first, id as row_id, course_id, out_reason_locked as locked from session
        where id > :first and length(out_reason_locked) > 0 order by id limit :most
    """,
    "session_move.reason": """
        select id as first, id as row_id, course_id, reason_locked as locked from session_move
        where id > :first and length(reason_locked) > 0 order by id limit :most
    """,
    "flag.answer": """
        select id as first, id as row_id, course_id, answer_locked as locked from flag
        where id > :first and length(answer_locked) > 0 order by id limit :most
    """,
    "flag_step.note": """
        select step.id as first, step.id as row_id, flag.course_id, step.note_locked as locked
        from flag_step as step join flag on flag.id = step.flag_id
        where step.id > :first and length(step.note_locked) > 0 order by step.id limit :most
    """,
    "intention.body": """
        select id as first, id as row_id, course_id, body_locked as locked from intention
        where id > :first and length(body_locked) > 0 order by id limit :most
    """,
    "prepared.words": """
        select session_id as first, item as second, session_id || ' ' || item as row_id, course_id,
        words_locked as locked from prepared
        where (session_id, item) > (:first, :second) and length(words_locked) > 0
        order by session_id, item limit :most
    """,
    "fasting_slip.what": """
        select id as first, id as row_id, course_id, what_locked as locked from fasting_slip
        where id > :first and length(what_locked) > 0 order by id limit :most
    """,
    "fasting_plan.plan": """
        select id as first, id as row_id, course_id, plan_locked as locked from fasting_plan
        where id > :first and length(plan_locked) > 0 order by id limit :most
    """,
    "arrival.words": """
        select session_id as first, session_id as row_id, course_id, words_locked as locked from arrival
        where session_id > :first and length(words_locked) > 0 order by session_id limit :most
    """,
    "entry_version.body": """
        select id as first, id as row_id, course_id, body_locked as locked from entry_version
        where id > :first and length(body_locked) > 0 order by id limit :most
    """,
    "entry_version.prompt": """
        select id as first, id as row_id, course_id, prompt_locked as locked from entry_version
        where id > :first and length(prompt_locked) > 0 order by id limit :most
    """,
    "answer.body": """
        select id as first, id as row_id, course_id, body_locked as locked from answer
        where id > :first and length(body_locked) > 0 order by id limit :most
    """,
    "share.passage": """
        select id as first, id as row_id, course_id, passage_locked as locked from share
        where id > :first and length(passage_locked) > 0 order by id limit :most
    """,
    "media.about": """
        select id as first, id as row_id, course_id, about_locked as locked from media
        where id > :first and length(about_locked) > 0 order by id limit :most
    """,
    "media_piece.bytes": """
        select media_id as first, number as second, media_id || '/' || number as row_id, media.course_id,
        bytes_locked as locked from media_piece join media on media.id = media_piece.media_id
        where (media_id, number) > (:first, :second) and length(bytes_locked) > 0
        order by media_id, number limit :most
    """,
    "small_action.body": """
        select id as first, id as row_id, course_id, body_locked as locked from small_action
        where id > :first and length(body_locked) > 0 order by id limit :most
    """,
    "small_action_mark.words": """
        select id as first, id as row_id, course_id, words_locked as locked from small_action_mark
        where id > :first and length(words_locked) > 0 order by id limit :most
    """,
    "record_line.body": """
        select id as first, id as row_id, course_id, body_locked as locked from record_line
        where id > :first and length(body_locked) > 0 order by id limit :most
    """,
    "intake_fact.body": """
        select id as first, id as row_id, course_id, body_locked as locked from intake_fact
        where id > :first and length(body_locked) > 0 order by id limit :most
    """,
    "referral_step.words": """
        select id as first, id as row_id, course_id, words_locked as locked from referral_step
        where id > :first and length(words_locked) > 0 order by id limit :most
    """,
    "medicine_check.result": """
        select id as first, id as row_id, course_id, result_locked as locked from medicine_check
        where id > :first and length(result_locked) > 0 order by id limit :most
    """,
    "medicine_review.words": """
        select id as first, id as row_id, course_id, words_locked as locked from medicine_review
        where id > :first and length(words_locked) > 0 order by id limit :most
    """,
    "consent.body": """
        select id as first, id as row_id, course_id, body_locked as locked from consent
        where id > :first and length(body_locked) > 0 order by id limit :most
    """,
    "consent_withdrawal.words": """
        select id as first, id as row_id, course_id, words_locked as locked from consent_withdrawal
        where id > :first and length(words_locked) > 0 order by id limit :most
    """,
    "check_in_answer.body": """
        select id as first, id as row_id, course_id, body_locked as locked from check_in_answer
        where id > :first and length(body_locked) > 0 order by id limit :most
    """,
    "safety_plan.body": """
        select id as first, id as row_id, course_id, body_locked as locked from safety_plan
        where id > :first and length(body_locked) > 0 order by id limit :most
    """,
    "intake_decision.body": """
        select id as first, id as row_id, course_id, body_locked as locked from intake_decision
        where id > :first and length(body_locked) > 0 order by id limit :most
    """,
    "asked.line": """
        select id as first, id as row_id, course_id, line_locked as locked from asked
        where id > :first and length(line_locked) > 0 order by id limit :most
    """,
    "note_version.body": """
        select id as first, id as row_id, course_id, body_locked as locked from note_version
        where id > :first and length(body_locked) > 0 order by id limit :most
    """,
    "note_strike.reason": """
        select note_id as first, note_id as row_id, course_id, reason_locked as locked from note_strike
        where note_id > :first and length(reason_locked) > 0 order by note_id limit :most
    """,
    "message.body": """
        select id as first, id as row_id, course_id, body_locked as locked from message
        where id > :first and length(body_locked) > 0 order by id limit :most
    """,
}
