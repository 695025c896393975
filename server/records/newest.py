"""The newest of every locked column (tests/promises holds them against the schema), for opening some of each.

What was deleted is empty, and no words.
"""

NEWEST = {
    "reminder_device.subscription": """
        select id as row_id, course_id, subscription_locked as locked from reminder_device
        where length(subscription_locked) > 0 order by id desc limit :most
    """,
    "reminder_address.address": """
        select id as row_id, course_id, address_locked as locked from reminder_address
        where length(address_locked) > 0 order by id desc limit :most
    """,
    "measure_answer.body": """
        select id as row_id, course_id, body_locked as locked from measure_answer
        where length(body_locked) > 0 order by id desc limit :most
    """,
    "course.close_reason": """
        select id as row_id, id as course_id, close_reason_locked as locked from course
        where length(close_reason_locked) > 0 order by id desc limit :most
    """,
    "care_team.reason": """
        select id as row_id, course_id, reason_locked as locked from care_team
        where kind = 'emergency' and length(reason_locked) > 0 order by since desc limit :most
    """,
    "course_pause.reason": """
        select id as row_id, course_id, reason_locked as locked from course_pause
        where length(reason_locked) > 0 order by id desc limit :most
    """,
    "session.out_reason": """
        select id as row_id, course_id, out_reason_locked as locked from session
        where length(out_reason_locked) > 0 order by id desc limit :most
    """,
    "session_move.reason": """
        select id as row_id, course_id, reason_locked as locked from session_move
        where length(reason_locked) > 0 order by id desc limit :most
    """,
    "flag.answer": """
        select id as row_id, course_id, answer_locked as locked from flag
        where length(answer_locked) > 0 order by id desc limit :most
    """,
    "flag_step.note": """
        select step.id as row_id, flag.course_id, step.note_locked as locked
        from flag_step as step join flag on flag.id = step.flag_id
        where length(step.note_locked) > 0 order by step.id desc limit :most
    """,
    "intention.body": """
        select id as row_id, course_id, body_locked as locked from intention
        where length(body_locked) > 0 order by id desc limit :most
    """,
    "prepared.words": """
        select session_id || ' ' || item as row_id, course_id, words_locked as locked from prepared
        where length(words_locked) > 0 order by done_at desc limit :most
    """,
    "fasting_slip.what": """
        select id as row_id, course_id, what_locked as locked from fasting_slip
        where length(what_locked) > 0 order by id desc limit :most
    """,
    "fasting_plan.plan": """
        select id as row_id, course_id, plan_locked as locked from fasting_plan
        where length(plan_locked) > 0 order by id desc limit :most
    """,
    "arrival.words": """
        select session_id as row_id, course_id, words_locked as locked from arrival
        where length(words_locked) > 0 order by session_id desc limit :most
    """,
    "entry_version.body": """
        select id as row_id, course_id, body_locked as locked from entry_version
        where length(body_locked) > 0 order by id desc limit :most
    """,
    "entry_version.prompt": """
        select id as row_id, course_id, prompt_locked as locked from entry_version
        where length(prompt_locked) > 0 order by id desc limit :most
    """,
    "answer.body": """
        select id as row_id, course_id, body_locked as locked from answer
        where length(body_locked) > 0 order by id desc limit :most
    """,
    "share.passage": """
        select id as row_id, course_id, passage_locked as locked from share
        where length(passage_locked) > 0 order by id desc limit :most
    """,
    "media.about": """
        select id as row_id, course_id, about_locked as locked from media
        where length(about_locked) > 0 order by id desc limit :most
    """,
    "media_piece.bytes": """
        select media_piece.media_id || '/' || media_piece.number as row_id, media.course_id, bytes_locked as locked
        from media_piece join media on media.id = media_piece.media_id
        where length(bytes_locked) > 0 order by media_piece.media_id desc, media_piece.number limit :most
    """,
    "small_action.body": """
        select id as row_id, course_id, body_locked as locked from small_action
        where length(body_locked) > 0 order by id desc limit :most
    """,
    "small_action_mark.words": """
        select id as row_id, course_id, words_locked as locked from small_action_mark
        where length(words_locked) > 0 order by id desc limit :most
    """,
    "record_line.body": """
        select id as row_id, course_id, body_locked as locked from record_line
        where length(body_locked) > 0 order by id desc limit :most
    """,
    "intake_fact.body": """
        select id as row_id, course_id, body_locked as locked from intake_fact
        where length(body_locked) > 0 order by id desc limit :most
    """,
    "referral_step.words": """
        select id as row_id, course_id, words_locked as locked from referral_step
        where length(words_locked) > 0 order by id desc limit :most
    """,
    "medicine_check.result": """
        select id as row_id, course_id, result_locked as locked from medicine_check
        where length(result_locked) > 0 order by id desc limit :most
    """,
    "medicine_review.words": """
        select id as row_id, course_id, words_locked as locked from medicine_review
        where length(words_locked) > 0 order by id desc limit :most
    """,
    "consent.body": """
        select id as row_id, course_id, body_locked as locked from consent
        where length(body_locked) > 0 order by id desc limit :most
    """,
    "consent_withdrawal.words": """
        select id as row_id, course_id, words_locked as locked from consent_withdrawal
        where length(words_locked) > 0 order by id desc limit :most
    """,
    "check_in_answer.body": """
        select id as row_id, course_id, body_locked as locked from check_in_answer
        where length(body_locked) > 0 order by id desc limit :most
    """,
    "safety_plan.body": """
        select id as row_id, course_id, body_locked as locked from safety_plan
        where length(body_locked) > 0 order by id desc limit :most
    """,
    "intake_decision.body": """
        select id as row_id, course_id, body_locked as locked from intake_decision
        where length(body_locked) > 0 order by id desc limit :most
    """,
    "asked.line": """
        select id as row_id, course_id, line_locked as locked from asked
        where length(line_locked) > 0 order by id desc limit :most
    """,
    "note_version.body": """
        select id as row_id, course_id, body_locked as locked from note_version
        where length(body_locked) > 0 order by id desc limit :most
    """,
    "note_strike.reason": """
        select note_id as row_id, course_id, reason_locked as locked from note_strike
        where length(reason_locked) > 0 order by note_id desc limit :most
    """,
    "message.body": """
        select id as row_id, course_id, body_locked as locked from message
        where length(body_locked) > 0 order by id desc limit :most
    """,
}
