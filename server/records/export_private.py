"""What is somebody's own until they share it stays closed in what a clinic hands out, unless that is asked for by name.

For each table the columns that are private, and the question for the rows of a course where they are not (none where
they always are). What is not here is named in `export_open`; a test holds both against the schema.
"""

LIVE = """
    from share left join share_stop on share_stop.share_id = share.id
    where share.course_id = :course and share_stop.share_id is null and (share.until is null or share.until > :now)
"""
STEPS = "(select shared from small_action_share where course_id = :course order by at desc limit 1) = 1"
PLANS = "(select shared from safety_plan_share where course_id = :course order by at desc, id desc limit 1) = 1"
BREATHING = "(select shared from practice_share where course_id = :course order by at desc limit 1) = 1"
OPEN_MEDIA = f"""
    select id from media where course_id = :course and (kind = 'paper' or id in (
        select share_media.media_id from share_media where share_media.share_id in (select share.id {LIVE})))
"""
NEVER = ""
PRIVATE: dict[str, list[tuple[tuple[str, ...], str]]] = {
    "entry_version": [
        (("body", "prompt"), f"select share.version_id as id {LIVE} and share.passage_locked is null"),
        (("mood",), f"select share.version_id as id {LIVE} and share.with_mood = 1"),
    ],
    "share": [(("passage",), f"select share.id {LIVE}")],
    "small_action": [(("body",), f"select id from small_action where course_id = :course and {STEPS}")],
    "small_action_mark": [
        (("became", "words"), f"select id from small_action_mark where course_id = :course and {STEPS}")
    ],
    "safety_plan": [(("body",), f"select id from safety_plan where course_id = :course and {PLANS}")],
    "practice": [
        (
            ("pattern", "seconds", "feeling_before", "feeling_after", "began_at", "received_at"),
            f"select id from practice where course_id = :course and {BREATHING}",
        )
    ],
    "note_version": [
        (
            ("body",),
            """
            select note_version.id from note_version join note on note.id = note_version.note_id
            where note_version.course_id = :course and note.drawer <> 'mine'
            """,
        )
    ],
    "note_strike": [
        (
            ("reason",),
            """
            select note_strike.note_id as id from note_strike join note on note.id = note_strike.note_id
            where note_strike.course_id = :course and note.drawer <> 'mine'
            """,
        )
    ],
    "media": [(("about",), OPEN_MEDIA)],
    "measure_answer": [
        (("body",), "select id from measure_answer where course_id = :course and instrument <> 'day'")
    ],
    "reminder_address": [(("address",), NEVER)],
    "reminder_choice": [(("off", "quiet_since", "quiet_until"), NEVER)],
    "reminder": [(("seen_at",), NEVER)],
}
