"""The set-up step of flags (Y-34): signed with a reason, off until finished, rehearsed over the past 90 days."""

from datetime import timedelta
from uuid import uuid4

import msgspec

from server.clinics.protocol import read_protocol
from server.demo_cast import CAST_IDS
from server.demo_flags import FLAGS
from server.safety.policy import RULES
from tests.safety.flagged import heads, job, sign, tell
from tests.someone import Installation, Someone

HERE = "/clinic/flags"


def form(*rules: str, **more: str) -> dict[str, str]:
    paces = {
        f"{level}-{name}": minutes
        for level in ("urgent", "same_day")
        for name, minutes in (("in_hours", "20"), ("out_of_hours", "40"), ("to_close", "90"))
    }
    return {
        "id": str(uuid4()), "version": "1", "on": "1", "unseen": "10", "out_of_hours": "Nobody reads at night.",
        "because": "As the team agreed.", "owner-1": "prescriber", "owner-2": CAST_IDS["theo"],
        **paces, **{f"on-{one}": "1" for one in rules}, **{f"level-{one}": "urgent" for one in RULES},
    } | more  # fmt: skip


def test_y_34_signing_it_makes_a_version_by_which_the_next_flag_goes(
    installation: Installation, iris: Someone, ada: Someone
) -> None:
    sign(installation, None)
    assert "Flags are off: nobody is told of anything." in ada.open(HERE).words
    signed = form("not-safe")
    for _time in range(2):
        assert ada.send(HERE, signed).path == HERE
    page = ada.open(HERE)
    assert "Flags are on." in page.words
    assert "“As the team agreed.”" in page.words
    assert installation.value("select count(*) from protocol where version = 2") == 1
    tell(iris)
    assert [one.owner for one in heads(installation)] == ["Pria"]
    assert (heads(installation)[0].deadline or 0) == installation.clock.now + timedelta(minutes=20)


def test_everything_wrong_is_named_at_once_and_everything_typed_is_kept(ada: Someone) -> None:
    wrong = {"because": "", "out_of_hours": "", "unseen": "0", "urgent-in_hours": "soon", "owner-1": "ada",
             "owner-2": "", "same_day-to_close": "99999"}  # fmt: skip
    refused = ada.send(HERE, form("not-safe", **wrong))
    assert refused.status_code == 422
    named = {one.removeprefix("#") for one in refused.values("#wrong a", "href")}
    assert named == {"because", "out_of_hours", "unseen", "urgent-in_hours", "owner-1", "same_day-to_close"}
    assert refused.values("#urgent-in_hours") == ["soon"]
    nobody = ada.send(HERE, form("not-safe", **{"owner-1": "", "owner-2": ""}))
    assert nobody.values("#wrong a", "href") == ["#owner-1"]


def test_two_who_sign_at_once_do_not_write_over_each_other(installation: Installation, ada: Someone) -> None:
    ada.send(HERE, form("not-safe"))
    behind = ada.send(HERE, form("item-9", because="Otherwise."))
    assert behind.status_code == 409
    assert behind.one("#because") == "Otherwise."
    assert installation.value("select max(version) from protocol") == 2


def test_the_rehearsal_counts_what_was_told_also_while_a_rule_was_off(
    installation: Installation, iris: Someone, mara: Someone, ada: Someone
) -> None:
    installation.clock.move(timedelta(days=-100))
    tell(iris)
    installation.clock.move(timedelta(days=100))
    sign(installation, None)
    for person in (iris, mara, mara):
        tell(person)
    counted = ada.send(HERE, form("not-safe", "item-9", count="1", because=""))
    assert counted.status_code == 200
    assert "With the rules ticked here: 3 flags over the past 90 days." in counted.words
    assert "3 times, 2 people" in counted.words
    assert "0 flags over" in ada.send(HERE, form("item-9", count="1")).words
    assert installation.value("select max(version) from protocol") == 1


def test_what_is_counted_holds_no_words_and_an_administrator_reads_none(
    installation: Installation, iris: Someone, ada: Someone
) -> None:
    iris.send("/intake/answers/mind-suicide-now", {"id": str(uuid4()), "value": "plan", "words": "On the bridge."})
    page = ada.open(HERE).words
    assert "bridge" not in page
    assert "Iris" not in page


def test_a_colleague_is_marked_away_and_back_by_the_administrator(
    installation: Installation, iris: Someone, ada: Someone
) -> None:
    tell(iris)
    gone = {"person": CAST_IDS["theo"], "days": "3"}
    assert "Away until" in ada.send(f"{HERE}/away", {"id": str(uuid4())} | gone).words
    job(installation)
    assert heads(installation)[0].owner == "Pria"
    assert "Away until" not in ada.send(f"{HERE}/away", {"id": str(uuid4())} | gone | {"days": "0"}).words
    assert ada.send(f"{HERE}/away", {"id": str(uuid4())} | gone | {"person": CAST_IDS["otto"]}).status_code == 422


def test_what_is_switched_off_stays_written_and_open_flags_go_on(
    installation: Installation, iris: Someone, ada: Someone
) -> None:
    tell(iris)
    off = form("not-safe")
    del off["on"]
    ada.send(HERE, off)
    numbers = str(installation.value("select numbers from protocol where version = 2"))
    kept = read_protocol(numbers).flags
    assert kept is not None
    assert (kept.on, kept.steward) == (False, CAST_IDS["ada"])
    assert msgspec.structs.replace(FLAGS, on=False) != kept
    installation.clock.move(timedelta(hours=1))
    job(installation)
    assert heads(installation)[0].deadline is not None
    assert heads(installation)[0].steps > 1
