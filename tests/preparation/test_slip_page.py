"""P-07: whoever ate or drank writes it down and is told to call; the app decides nothing."""

from uuid import uuid4

import pytest

from tests.session_day.days import course_of, session_of
from tests.someone import Installation, Someone


def slip(installation: Installation, what: str = "Half a banana", **more: str) -> dict[str, str]:
    return {"id": str(uuid4()), "session": session_of(installation, "noor", 3), "what": what, "taken_at": ""} | more


def test_p_07_the_page_tells_to_call_with_the_clinics_number(installation: Installation, noor: Someone) -> None:
    told = noor.send("/prepare/fasting/slip", slip(installation, taken_at="08:30"))

    notice = told.one(".needs")
    assert "Please call your clinic now" in notice
    assert "“Half a banana”at 08:30, written down today, 10:00 am" in notice
    assert told.values(".needs a.call", "href") == ["tel:+14165550142"]


def test_p_07_before_anything_happened_there_is_no_alarm(noor: Someone) -> None:
    assert noor.open("/prepare/fasting").all("needs") == []


def test_p_07_fasting_turns_red_on_the_board_and_stays_first(installation: Installation, noor: Someone) -> None:
    noor.send("/prepare/fasting/slip", slip(installation))

    fasting = next(line for line in noor.open("/today").all("open") if line.startswith("Fasting"))

    assert "You wrote down that you ate or drank. Please call your clinic; they decide with you." in fasting


def test_p_07_the_desk_reads_what_was_written_down(installation: Installation, noor: Someone, theo: Someone) -> None:
    noor.send("/prepare/fasting/slip", slip(installation, "<i>Halva</i>", taken_at="23:15"))

    assert "“<i>Halva</i>”, 23:15" in theo.open(f"/courses/{course_of(installation, 'noor')}").words


def test_two_slips_are_both_kept_and_a_replay_is_not_a_third(installation: Installation, noor: Someone) -> None:
    first, second = slip(installation, "Half a banana"), slip(installation, "Tea")
    for form in (first, second, first):
        noor.send("/prepare/fasting/slip", form)

    assert len(noor.open("/prepare/fasting").tree.cssselect(".needs ul li")) == 2


def test_other_words_under_the_same_id_are_kept_too(installation: Installation, noor: Someone) -> None:
    form = slip(installation, "Half a banana")
    for what in ("Half a banana", "A whole banana", "A whole banana"):
        noor.send("/prepare/fasting/slip", form | {"what": what})

    said = noor.open("/prepare/fasting").one(".needs ul")

    assert said.count("“Half a banana”") == said.count("“A whole banana”") == 1


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("what", "", "Please write what it was, even roughly."),
        ("what", "x" * 201, "Please shorten it by 1."),
        ("taken_at", "25:00", "There is no such time of day."),
        ("taken_at", "noon", "Please write the time as hours and minutes"),
    ],
)
def test_a_wrong_field_is_named_and_what_was_typed_stays(
    installation: Installation, noor: Someone, field: str, value: str, error: str
) -> None:
    refused = noor.send("/prepare/fasting/slip", slip(installation) | {field: value})

    assert refused.status_code == 422
    assert error in refused.one(f"#{field}-error")
    assert refused.values(f"input#{field}") == [value]
    assert noor.open("/prepare/fasting").all("needs") == []


def test_another_patients_session_is_not_found(installation: Installation, noor: Someone, mara: Someone) -> None:
    form = slip(installation, session=session_of(installation, "mara", 3))

    assert noor.send("/prepare/fasting/slip", form).status_code == 404
    assert mara.open("/prepare/fasting").all("needs") == []


def test_the_app_never_says_whether_a_session_may_take_place(installation: Installation, noor: Someone) -> None:
    """R-01, P-07: every page is held against the words of a verdict; these two are, after a slip."""
    noor.send("/prepare/fasting/slip", slip(installation))

    for path in ("/prepare/fasting", "/today"):
        said = noor.open(path).words.lower()
        for verdict in ("cancel", "go ahead", "may take place", "not allowed"):
            assert verdict not in said
