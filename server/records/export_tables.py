"""Every table of a clinic as it is handed out, children before those they point at: what is pointed at is always there.

One question a table: of the whole clinic, or course by course. A test holds them against the schema.
"""

LEFT_OUT = {
    "attempt": "guesses at passphrases, kept for a quarter of an hour",
    "clinic_key": "keys open only with the master key, and these files are open",
    "course_key": "the same",
    "device_code": "ways in",
    "installation": "about this installation, not about a clinic",
    "invitation": "ways in",
    "known_device": "ways in",
    "login": "ways in",
    "media_piece": "put together as files, in the folder media",
    "one_time_key": "ways in",
    "passkey": "ways in",
    "passkey_challenge": "the same, for ten minutes",
    "proof_code": "ways to prove oneself; the trail says who made, used and stopped them",
    "recovery": "a way in; the trail says who began, confirmed, stopped and used it",
    "recovery_code": "ways in",
    "reminder_device": "ways to a phone",
    "reminder_feed": "ways in",
    "reminder_look": "when this installation looks next",
    "wrong_code": "guesses at codes, kept for a month",
    "trail_head": "the last row of the trail says the same",
}
WAYS_IN = {"passphrase_hash", "token_hash", "code_hash"}  # columns that open something
TABLES = {
    "reminder_sending": "select * from reminder_sending where course_id = :course",
    "reminder_address": "select * from reminder_address where course_id = :course",
    "reminder_choice": "select * from reminder_choice where course_id = :course",
    "reminder": "select * from reminder where course_id = :course",
    "intake_stir": "select * from intake_stir where course_id = :course",
    "intake_standing": "select * from intake_standing where course_id = :course",
    "brief_look": "select * from brief_look where course_id = :course",
    "small_action_share": "select * from small_action_share where course_id = :course",
    "entry_pin": "select * from entry_pin where course_id = :course",
    "reading_week": "select reading_week.* from reading_week"
    " join person on person.id = reading_week.person_id"
    " where person.clinic_id = :clinic",
    "reading_days": "select * from reading_days where clinic_id = :clinic",
    "reading_rule": "select * from reading_rule where clinic_id = :clinic",
    "credential": "select * from credential where clinic_id = :clinic",
    "closed_day": "select * from closed_day where clinic_id = :clinic",
    "cover_change": "select * from cover_change where clinic_id = :clinic",
    "clinic_change": "select * from clinic_change where clinic_id = :clinic",
    "clinic_sharing": "select * from clinic_sharing where clinic_id = :clinic",
    "course_protocol_move": "select * from course_protocol_move where course_id = :course",
    "course_pause": "select * from course_pause where course_id = :course",
    "session_place": "select * from session_place where course_id = :course",
    "room": "select * from room where clinic_id = :clinic",
    "message_settled": "select * from message_settled where course_id = :course",
    "message_reading": "select message_reading.* from message_reading"
    " join message on message.id = message_reading.message_id"
    " where message.course_id = :course",
    "message": "select * from message where course_id = :course",
    "asked_end": "select * from asked_end where course_id = :course",
    "asked": "select * from asked where course_id = :course",
    "note_seen": "select * from note_seen where course_id = :course",
    "note_strike": "select * from note_strike where course_id = :course",
    "note_version": "select * from note_version where course_id = :course",
    "note": "select * from note where course_id = :course",
    "care_team": "select * from care_team where course_id = :course",
    "caseload_view": "select caseload_view.* from caseload_view"
    " join person on person.id = caseload_view.person_id"
    " where person.clinic_id = :clinic",
    "answer_taken_back": "select answer_taken_back.* from answer_taken_back"
    " join answer on answer.id = answer_taken_back.answer_id"
    " where answer.course_id = :course",
    "desk_item": "select * from desk_item where course_id = :course",
    "safety_plan_share": "select * from safety_plan_share where course_id = :course",
    "safety_plan": "select * from safety_plan where course_id = :course",
    "check_in_answer": "select * from check_in_answer where course_id = :course",
    "staff_away": "select * from staff_away where clinic_id = :clinic",
    "flag_step": "select flag_step.* from flag_step"
    " join flag on flag.id = flag_step.flag_id"
    " where flag.course_id = :course",
    "flag": "select * from flag where course_id = :course",
    "flag_cause": "select * from flag_cause where course_id = :course",
    "measure_view": "select * from measure_view where course_id = :course",
    "measure_answer": "select * from measure_answer where course_id = :course",
    "media": "select * from media where course_id = :course",
    "intake_look": "select * from intake_look where course_id = :course",
    "intake_decision": "select * from intake_decision where course_id = :course",
    "consent_withdrawal": "select * from consent_withdrawal where course_id = :course",
    "consent": "select * from consent where course_id = :course",
    "medicine_review": "select * from medicine_review where course_id = :course",
    "medicine_check": "select * from medicine_check where course_id = :course",
    "referral_step": "select * from referral_step where course_id = :course",
    "trial_tick": "select * from trial_tick where course_id = :course",
    "intake_fact": "select * from intake_fact where course_id = :course",
    "small_action_mark": "select * from small_action_mark where course_id = :course",
    "small_action": "select * from small_action where course_id = :course",
    "share_media": "select share_media.* from share_media"
    " join share on share.id = share_media.share_id"
    " where share.course_id = :course",
    "practice_share": "select * from practice_share where course_id = :course",
    "practice": "select * from practice where course_id = :course",
    "clinic_pattern": "select * from clinic_pattern where clinic_id = :clinic",
    "record_line": "select * from record_line where course_id = :course",
    "sitter_card": "select * from sitter_card where course_id = :course",
    "answer": "select * from answer where course_id = :course",
    "share_stop": "select share_stop.* from share_stop"
    " join share on share.id = share_stop.share_id"
    " where share.course_id = :course",
    "share": "select * from share where course_id = :course",
    "entry_version": "select * from entry_version where course_id = :course",
    "journal_entry": "select * from journal_entry where course_id = :course",
    "arrival": "select * from arrival where course_id = :course",
    "fasting_plan": "select * from fasting_plan where course_id = :course",
    "fasting_slip": "select * from fasting_slip where course_id = :course",
    "prepared": "select * from prepared where course_id = :course",
    "intention": "select * from intention where course_id = :course",
    "lesson_read": "select * from lesson_read where course_id = :course",
    "trail": "select * from trail where clinic_id = :clinic and number > :after order by number limit :most",
    "session_move": "select * from session_move where course_id = :course",
    "session": "select * from session where course_id = :course",
    "course": "select * from course where clinic_id = :clinic",
    "protocol": "select * from protocol where clinic_id = :clinic",
    "person": "select * from person where clinic_id = :clinic",
    "cover_hours": "select * from cover_hours where clinic_id = :clinic",
    "clinic": "select * from clinic where id = :clinic",
}
