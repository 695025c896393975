"""What the staff may do: an administrator confirms it with their name, until a day that its patients read too."""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.demo_cast import CAST_IDS
from tests.review.set_up import typed
from tests.someone import Installation, Someone

THEO, PRIA = f"/clinic/staff/{CAST_IDS['theo']}", f"/clinic/staff/{CAST_IDS['pria']}"
ON_COURSE = f"/team/{CAST_IDS['theo']}"


def form(**more: str) -> dict[str, str]:
    return {
        "id": str(uuid4()), "kind": "registration", "title": "Psychologist", "issuer": "College of Psychology (demo)",
        "number": "0007", "until": "2027-03-31", "replaces": "",
    } | more  # fmt: skip


def rows(person: Someone, path: str) -> list[str]:
    return said_in(person, path, "#main .rows > li")


def said_in(person: Someone, path: str, selector: str) -> list[str]:
    """The texts of elements, with a space between two that stand beside or below each other."""
    return [" ".join(" ".join(one.itertext()).split()) for one in person.open(path).tree.cssselect(selector)]


def test_what_is_confirmed_is_what_the_patients_and_the_holder_read(ada: Someone, mara: Someone, theo: Someone) -> None:
    sent = form()
    for _time in range(2):
        assert ada.send(THEO, sent).path == THEO
    said = (
        "Psychologist Registration: College of Psychology (demo), number 0007. Valid until 31 March 2027. "
        "Confirmed by Ada of the clinic on 25 November 2026."
    )
    assert rows(mara, ON_COURSE).count(said) == 1
    assert rows(theo, "/reading").count(said) == 1
    assert any(one.startswith(said) for one in rows(ada, THEO))


def test_after_its_last_day_it_says_that_it_ran_out_and_the_clinic_sees_it_first(
    installation: Installation, ada: Someone, mara: Someone
) -> None:
    ada.send(THEO, form(until="2026-11-26"))
    assert "2 credentials run out soon" in ada.open("/clinic").words  # Pria’s licence is the other
    installation.clock.move(timedelta(days=1, hours=13))  # 11 in the evening of that day, at the clinic
    assert "Valid until 26 November 2026." in mara.open(ON_COURSE).words
    installation.clock.move(timedelta(hours=2))
    seen = mara.open(ON_COURSE).words
    assert "It ran out on 26 November 2026; the clinic has been told." in seen
    assert "expired" not in seen.lower()
    assert "One credential has run out" in ada.open("/clinic").words
    assert rows(ada, "/clinic/staff")[0].startswith("Theo , Psychologist Registration:")


@pytest.mark.parametrize(("days", "soon"), [(60, True), (61, False)])
def test_what_ends_within_sixty_days_stands_first(
    installation: Installation, ada: Someone, days: int, soon: bool
) -> None:
    day = installation.clock.now.date() + timedelta(days=days)
    ada.send(THEO, form(until=day.isoformat()))
    assert ("Psychologist" in ada.open("/clinic/staff").one("section[aria-labelledby=soon]")) is soon


def test_renewing_puts_a_new_day_in_the_place_of_the_old_one(ada: Someone, mara: Someone) -> None:
    ada.send(THEO, form(until="2026-12-31"))
    renew = next(one for one in ada.open(THEO).values("a[href*='renew=']", "href")
                 if "Psychologist" in ada.open(one.partition("#")[0]).one("#new"))  # fmt: skip
    filled = typed(ada, renew.partition("#")[0], THEO, until="2027-12-31")
    assert (filled["title"], filled["number"]) == ("Psychologist", "0007")
    assert ada.send(THEO, filled).status_code == 200
    seen = mara.open(ON_COURSE).words
    assert "Valid until 31 December 2027." in seen
    assert "31 December 2026" not in seen


def test_of_two_who_renew_the_same_the_later_is_told_and_their_words_are_kept(ada: Someone) -> None:
    old = form(until="2026-12-31")
    ada.send(THEO, old)
    first, second = (form(replaces=old["id"], until=day) for day in ("2027-12-31", "2028-01-31"))
    assert ada.send(THEO, first).status_code == 200
    told = ada.send(THEO, second)
    assert told.status_code == 409
    assert "Somebody changed what you were renewing meanwhile" in told.words
    assert told.values("#until") == ["2028-01-31"]
    assert "31 January 2028" not in ada.open(THEO).words


def test_what_is_taken_away_is_seen_no_more_and_stays_written_down(
    installation: Installation, ada: Someone, mara: Someone
) -> None:
    sent = form()
    ada.send(THEO, sent)
    for _time in range(2):
        assert ada.send(f"{THEO}/{sent['id']}/end").status_code == 200
    assert "Psychologist" not in mara.open(ON_COURSE).words
    assert installation.value("select count(*) from credential where id = :id and ended_by = :ada",
                              id=sent["id"], ada=CAST_IDS["ada"]) == 1  # fmt: skip
    assert ada.send(f"{PRIA}/{sent['id']}/end").status_code == 404


WRONG = [
    ("kind", "diploma", "Please choose one of the answers shown."),
    ("title", "", "Write what it is"),
    ("issuer", " ", "Write who issued it."),
    ("until", "2026-11-24", "This day is over."),
    ("until", "soon", "Please write the day as year-month-day"),
    ("until", "2099-01-01", "within thirty years"),
    ("until", "", "A licence and a registration end on a day."),
]


@pytest.mark.parametrize(("field", "text", "said"), WRONG)
def test_what_cannot_be_is_refused_beside_its_field_and_kept(ada: Someone, field: str, text: str, said: str) -> None:
    refused = ada.send(THEO, form(**{field: text}))
    assert refused.status_code == 422
    assert said in refused.one(f"#{field}-error")
    assert refused.values("#number") == ["0007"]
    assert "Psychologist" not in ada.open(THEO).words


def test_a_training_need_not_end(ada: Someone, mara: Someone) -> None:
    assert ada.send(THEO, form(kind="training", title="Listening", until="", number="")).status_code == 200
    seen = " ".join(rows(mara, ON_COURSE))
    assert "Listening Training: College of Psychology (demo). It has no end date." in seen


@pytest.mark.parametrize("who", ["mara", "ada", "otto", "sol"])
def test_only_the_clinics_own_clinicians_have_a_page(ada: Someone, who: str) -> None:
    """An administrator, a patient, and anybody of another clinic have none."""
    path = f"/clinic/staff/{CAST_IDS[who]}"
    assert ada.get(path).status_code == 404
    assert ada.send(path, form()).status_code == 404


@pytest.mark.parametrize("who", ["theo", "pria", "mara", "otto"])
def test_nobody_but_an_administrator_confirms(installation: Installation, who: str) -> None:
    person = installation.someone(who)
    assert person.get("/clinic/staff").status_code == 403
    assert person.send(THEO, form(), follow=False).status_code == 403


@pytest.mark.parametrize(("who", "status"), [("sol", 404), ("theo", 403), ("ada", 403)])
def test_a_page_of_the_team_is_for_its_own_patients(installation: Installation, who: str, status: int) -> None:
    assert installation.someone(who).get(ON_COURSE).status_code == status
    assert installation.someone("mara").get(f"/team/{CAST_IDS['ada']}").status_code == 404


def test_the_course_page_says_when_each_of_the_team_reads(mara: Someone) -> None:
    (team,) = said_in(mara, "/course", "section[aria-labelledby=team]")
    assert "Theo reads on Tuesdays and Fridays, usually within 3 working days." in team
    assert ON_COURSE in mara.open("/course").values("section[aria-labelledby=team] a", "href")
