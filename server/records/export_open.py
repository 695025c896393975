"""What a clinic hands out without asking anybody: each table and each locked column that is not private, and why."""

OPEN = {
    "the clinic's own: how it is set up, and who works there": (
        "account_change", "clinic", "clinic_change", "clinic_pattern", "clinic_sharing", "closed_day", "cover_change",
        "cover_hours", "credential", "person", "protocol", "reading_days", "reading_rule", "room", "staff_away",
        "caseload_view",
    ),
    "what the care team did, planned, wrote or looked at": (
        "answer", "answer_taken_back", "asked", "asked_end", "brief_look", "care_team", "course", "course_pause",
        "course_protocol_move", "desk_item", "flag_step", "intake_decision", "intake_look", "medicine_check",
        "medicine_review", "message_settled", "note", "referral_step", "session", "session_move", "session_place",
        "sitter_card", "trail", "trial_tick",
    ),
    "told to the care team by the page on which it is written": (
        "arrival", "check_in_answer", "consent", "consent_withdrawal", "fasting_plan", "fasting_slip", "flag",
        "flag_cause", "intake_fact", "intake_standing", "intake_stir", "intention", "message", "prepared",
        "record_line",
    ),
    "that something is there or was opened, and what may be seen of it, without a word of it": (
        "entry_pin", "journal_entry", "lesson_read", "measure_view", "message_reading", "note_seen", "practice_share",
        "safety_plan_share", "share_media", "share_stop", "small_action_share",
    ),
}  # fmt: skip
OPEN_WORDS = {
    "by the care team, in the record": (
        "answer.body", "asked.line", "care_team.reason", "course.close_reason", "course_pause.reason",
        "flag_step.note", "intake_decision.body", "medicine_check.result", "medicine_review.words",
        "referral_step.words", "session.out_reason", "session_move.reason",
    ),
    "to the care team, which the page says": (
        "arrival.words", "check_in_answer.body", "consent.body", "consent_withdrawal.words", "fasting_plan.plan",
        "fasting_slip.what", "flag.answer", "intake_fact.body", "intention.body", "message.body", "prepared.words",
        "record_line.body",
    ),
}  # fmt: skip
