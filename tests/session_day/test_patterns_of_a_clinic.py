"""A clinic's own breathing patterns: bound by the same rules, for its own patients, and twenty at the most."""

from uuid import uuid4

import pytest

from tests.session_day.days import at, change, session_of
from tests.someone import Installation, Opened, Someone


def form(**parts: str) -> dict[str, str]:
    given = {
        "id": str(uuid4()), "name": "Harbour breath", "about": "Long and low.", "inhale": "4.5", "hold": "",
        "exhale": "6,5", "rest": "", "moments": "always",
    }  # fmt: skip
    return given | parts


def offered_to(person: Someone, path: str = "/breathe") -> list[str]:
    return person.open(path).values("input[name=pattern]")


def test_one_that_was_added_is_offered_to_the_clinics_patients_alone(
    installation: Installation, theo: Someone, noor: Someone, sol: Someone, anyone: Someone
) -> None:
    ours = form()
    assert theo.send("/patterns", ours).path == "/patterns"

    page = noor.open("/breathe")
    (radio,) = page.tree.cssselect(f"input[value='{ours['id']}']")
    assert [radio.get(f"data-{part}") for part in ("in", "hold", "out", "rest")] == ["4.5", "0", "6.5", "0"]
    assert "Harbour breath" in page.words
    assert ours["id"] in offered_to(noor, f"/sessions/{session_of(installation, 'noor', 3)}")
    for other in (sol, anyone, theo):
        assert ours["id"] not in offered_to(other)


def test_one_with_a_hold_is_for_before_and_after_and_only_after_the_question(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    held = form(hold="3", exhale="6", moments="around")
    theo.send("/patterns", held)

    assert held["id"] in noor.open("/breathe").values("label[hidden] input[name=pattern]")
    session = session_of(installation, "noor", 3)
    assert held["id"] not in offered_to(noor, f"/sessions/{session}")

    at(installation, "2026-11-26T13:45")
    change(installation, "update session set opened_at = planned_at where id = :id", id=session)
    assert held["id"] not in offered_to(noor)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"exhale": "11"}, "The way out takes at most 10 seconds."),
        ({"inhale": "2", "exhale": "2"}, "A whole breath takes 10 to 20 seconds"),
        ({"inhale": ""}, "A breath goes in and out"),
        ({"hold": "2", "exhale": "6"}, "During a session no breath is held"),
        ({"inhale": "four"}, "Please write the seconds as a number, like 4 or 5.5."),
        ({"inhale": "-4"}, "Please write the seconds as a number, like 4 or 5.5."),
        ({"inhale": "nan"}, "Please write the seconds as a number, like 4 or 5.5."),
        ({"name": ""}, "There are no words yet."),
        ({"moments": "during"}, "Please choose one of the answers shown."),
    ],
)
def test_one_out_of_bounds_is_refused_with_the_reason_and_what_was_typed_stays(
    theo: Someone, noor: Someone, wrong: dict[str, str], reason: str
) -> None:
    sent = form(**wrong)
    refused = theo.send("/patterns", sent, follow=False)

    assert refused.status_code == 422
    assert reason in refused.one("[role=alert]")
    assert refused.values("#about") == [sent["about"]]
    assert refused.values("#exhale") == [sent["exhale"]]
    assert sent["id"] not in offered_to(noor)


def test_one_sent_twice_is_kept_once_and_one_withdrawn_is_gone(theo: Someone, pria: Someone, noor: Someone) -> None:
    ours = form()
    theo.send("/patterns", ours)
    theo.send("/patterns", ours)
    assert len(_shown(theo)) == 1

    pria.send(_shown(pria)[0])
    assert _shown(theo) == []
    assert ours["id"] not in offered_to(noor)
    theo.send("/patterns", ours)
    assert _shown(theo) == []


def _shown(person: Someone) -> list[str]:
    return person.open("/patterns").values("form[action$='/withdraw']", "action")


def test_another_clinics_is_not_there_to_withdraw(theo: Someone, otto: Someone) -> None:
    theo.send("/patterns", form())
    (path,) = _shown(theo)

    assert otto.send(path, follow=False).status_code == 404
    assert _shown(theo) == [path]


def test_a_clinic_has_twenty_at_the_most(theo: Someone) -> None:
    for number in range(20):
        theo.send("/patterns", form(name=f"Number {number}"), follow=False)
    full: Opened = theo.send("/patterns", form(), follow=False)

    assert full.status_code == 409
    assert "A clinic has at most 20 patterns of its own." in full.one("[role=alert]")
    assert len(_shown(theo)) == 20
    theo.send(_shown(theo)[0])
    assert theo.send("/patterns", form(), follow=False).status_code == 303


@pytest.mark.parametrize("who", ["noor", "ada"])
def test_only_clinicians_come_here(installation: Installation, who: str) -> None:
    person = installation.someone(who)
    assert person.get("/patterns").status_code == 403
    assert person.send("/patterns", form(), follow=False).status_code == 403
