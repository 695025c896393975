"""Each table is written by the package that owns it; what is a record of the past is only ever added to."""

import re

from tests.house.source import WRITES, modules, tables_made, texts

OWNERS: dict[str, set[str]] = {
    "migration": {"db"},
    "installation": {"start", "records"},  # a rotation of keys marks the right one, and since when
    "clinic": {"clinics"},
    "clinic_key": {"clinics", "records"},  # wrapped anew
    "cover_hours": {"clinics"},
    "protocol": {"clinics"},
    "person": {"clinics"},
    "trail_head": {"access", "clinics"},  # a clinic begins with its head, the trail moves it
    "trail": {"access"},
    "login": {"access"},
    "attempt": {"access"},
    "invitation": {"accounts"},
    "course": {"courses"},
    "course_key": {"courses", "records"},
    "care_team": {"courses"},
    "caseload_view": {"review"},
    "desk_item": {"courses"},
    "answer_taken_back": {"journal"},
    "session": {"courses", "demo"},  # the demo moves on what nobody held
    "session_move": {"courses"},
    "session_place": {"courses"},
    "course_pause": {"courses"},
    "room": {"clinics"},
    "course_protocol_move": {"courses"},
    "lesson_read": {"preparation"},
    "intention": {"preparation"},
    "prepared": {"preparation"},
    "fasting_slip": {"preparation"},
    "fasting_plan": {"preparation"},
    "arrival": {"session_day"},
    "clinic_pattern": {"session_day"},
    "record_line": {"session_day"},
    "practice": {"session_day"},
    "practice_share": {"session_day"},
    "sitter_card": {"session_day"},
    "intake_fact": {"intake"},
    "trial_tick": {"intake"},
    "referral_step": {"intake"},
    "medicine_check": {"intake"},
    "medicine_review": {"intake"},
    "consent": {"intake"},
    "consent_withdrawal": {"intake"},
    "intake_decision": {"intake"},
    "intake_look": {"intake"},
    "intake_standing": {"intake"},
    "intake_stir": {"intake"},
    "measure_answer": {"measures"},
    "measure_view": {"measures"},
    "check_in_answer": {"safety"},
    "safety_plan": {"safety"},
    "safety_plan_share": {"safety"},
    "flag": {"safety"},
    "flag_cause": {"safety"},
    "flag_step": {"safety"},
    "staff_away": {"safety"},
    "journal_entry": {"journal"},
    "entry_version": {"journal"},
    "share": {"journal"},
    "share_stop": {"journal"},
    "answer": {"journal"},
    "small_action": {"journal"},
    "small_action_mark": {"journal"},
    "message": {"messages"},
    "message_reading": {"messages"},
    "message_settled": {"messages"},
    "small_action_share": {"journal"},
    "entry_pin": {"journal"},
    "brief_look": {"review"},
    "media": {"media"},
    "media_piece": {"media"},
    "share_media": {"journal"},
    "clinic_change": {"clinics"},
    "clinic_sharing": {"clinics"},
    "closed_day": {"clinics"},
    "cover_change": {"clinics"},
    "credential": {"clinics"},
    "reading_days": {"clinics"},
    "reading_rule": {"clinics"},
    "reading_week": {"review"},
    "note": {"notes"},
    "note_version": {"notes"},
    "note_strike": {"notes"},
    "note_seen": {"notes"},
    "asked": {"courses"},
    "asked_end": {"courses"},
    "known_device": {"access"},
    "reminder": {"reminders"},
    "reminder_address": {"reminders"},
    "reminder_choice": {"reminders"},
    "reminder_device": {"reminders"},
    "reminder_feed": {"reminders"},
    "reminder_look": {"reminders"},
    "reminder_sending": {"reminders"},
    **{name: {"accounts"} for name in ("one_time_key", "passkey", "passkey_challenge", "recovery", "recovery_code")},
    **{name: {"accounts"} for name in ("device_code", "proof_code", "wrong_code", "account_change", "account_told")},
}
ONLY_ADDED_TO = {
    "practice", "practice_share", "record_line", "share", "share_media", "share_stop", "answer", "trail",
    "answer_taken_back",
    "entry_version", "session_move", "small_action", "small_action_mark", "intake_fact", "trial_tick", "referral_step",
    "small_action_share",
    "medicine_check", "medicine_review", "consent", "consent_withdrawal", "intake_decision",
    "measure_answer", "measure_view",
    "check_in_answer", "safety_plan", "safety_plan_share",
    "flag_cause", "flag_step", "staff_away", "course_protocol_move",
    "account_change", "clinic_change", "clinic_sharing", "cover_change", "reading_days", "reading_rule",
    "reading_week",
    "note", "note_version", "note_strike", "note_seen", "asked", "asked_end",
    "message", "message_reading", "message_settled",
}  # fmt: skip

# The words of a past record go when their writer deletes them, by these modules; its rows, ids and times stay.
EMPTIES = ("journal.deleting", "messages.taking_back")
WORDS_OF = {
    "share": ["passage_locked"],
    "entry_version": ["body_locked", "prompt_locked", "mood", "emptied_at"],
    "message": ["body_locked", "taken_back_at"],
}

# The same words under another key: this module alone, the locked bytes alone, only while they are as they were read.
LOCKS_ANEW = "records.relocking"


def writings() -> list[tuple[str, str, str, str]]:
    """Module, deed, table and the whole text of every statement in the code that writes."""
    return [
        (module.name, deed.split()[0].lower(), table.lower(), text)
        for module in modules()
        for text in texts(module.tree)
        for deed, table in WRITES.findall(text)
        if re.match(r"\s*(insert|update|delete|with)\b", text, re.IGNORECASE)
    ]


def locks_anew(module: str, text: str) -> bool:
    changes = re.fullmatch(r"update \w+ set (\w+)_locked = :locked where [\w =:]+ and (\w+)_locked = :was", text)
    return module == LOCKS_ANEW and changes is not None and changes[1] == changes[2]


def test_every_table_has_an_owner_and_every_owner_a_table() -> None:
    assert set(tables_made()) | {"migration"} == OWNERS.keys()


def test_a_table_is_written_by_its_owner_alone() -> None:
    wrong = [
        f"{name} does {deed} on {table}"
        for name, deed, table, text in writings()
        if name.partition(".")[0] not in OWNERS.get(table, set()) and not locks_anew(name, text)
    ]
    assert not wrong


def test_every_table_is_written_by_somebody() -> None:
    assert {table for _name, _deed, table, _text in writings()} == OWNERS.keys()


def test_the_head_of_the_trail_is_begun_by_the_clinic_and_moved_by_the_trail() -> None:
    deeds = {(name, deed) for name, deed, table, _text in writings() if table == "trail_head"}
    assert deeds == {("clinics.queries", "insert"), ("access.trail", "update")}


def test_a_record_of_the_past_is_never_changed_or_taken_away() -> None:
    wrong = [
        f"{name} does {deed} on {table}"
        for name, deed, table, text in writings()
        if table in ONLY_ADDED_TO
        and (deed != "insert" or re.search(r"\bdo\s+update\b", text, re.IGNORECASE))
        and not (name in EMPTIES and deed == "update" and table in WORDS_OF)
        and not locks_anew(name, text)
    ]
    assert not wrong


def test_deleting_takes_words_alone_and_leaves_who_shared_what_and_when() -> None:
    emptied = {
        table: re.findall(r"(\w+) = ", text.partition(" where ")[0].partition(" set ")[2])
        for name, deed, table, text in writings()
        if name in EMPTIES and deed == "update" and table in WORDS_OF
    }
    assert emptied == WORDS_OF


def test_no_table_name_is_put_together_while_running() -> None:
    unnamed = re.compile(r"\b(insert\s+into|update|delete\s+from|from|join)\s+(\{\}|$)", re.IGNORECASE)
    verbs = re.compile(r"\s*(select|insert|update|delete|with)\s", re.IGNORECASE)
    wrong = [
        f"{module.name}: {text.strip()[:60]}"
        for module in modules()
        for text in texts(module.tree)
        if verbs.match(text) and unnamed.search(text) and module.name != "db.carrying"  # all tables there are
    ]
    assert not wrong
