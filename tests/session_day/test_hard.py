"""“This is hard”, within a session: words first (D-01), rings for nobody (D-02), and the record says so (D-08)."""

import pytest

from tests.session_day.days import at, change, keep, kept, line_form, session_of, under_way
from tests.someone import Installation, Opened, Someone

D_01 = "You have taken a medicine. This will pass. Let your out-breath be long. Feel what you are lying on."


@pytest.fixture
def session(installation: Installation, theo: Someone) -> str:
    return under_way(installation, theo)


def hard(noor: Someone, session: str, **more: str) -> Opened:
    return noor.send(f"/sessions/{session}/hard", line_form() | more)


def test_d_01_the_words_come_first_on_the_page(noor: Someone, session: str) -> None:
    page = noor.open(f"/sessions/{session}/hard")

    assert " ".join(" ".join(page.one(".slowly").split()).replace(".", ". ").split()).startswith(D_01)
    first = page.tree.cssselect("main p")[0].text_content()
    assert first == "You have taken a medicine."
    shown = page.text[page.text.index('<main id="main"') :]
    assert shown.index("This will pass.") < min(shown.index("Chest pain"), shown.index("tel:911"))


def test_d_02_it_says_that_it_rings_for_nobody_and_who_is_near(
    installation: Installation, noor: Someone, session: str
) -> None:
    said = noor.open(f"/sessions/{session}/hard").one("footer")
    assert "Staff are near: call out, or use the clinic’s own bell. This screen does not ring for anyone" in said

    change(installation, "update session set route = 'SLh' where id = :id", id=session)
    noor.send("/prepare/checklist/P-14", {"session": session, "done": "1", "words": "Leyla"})
    said = noor.open(f"/sessions/{session}/hard").one("footer")
    assert "Leyla is near: a word is enough. This screen does not ring for anyone by itself." in said
    assert "bell" not in said


def test_d_06_the_signs_are_on_the_page_and_both_numbers_within_reach(noor: Someone, session: str) -> None:
    page = noor.open(f"/sessions/{session}/hard")

    for sign in ("Chest pain", "cannot be woken", "blue lips", "A seizure", "worst headache", "A wish to end life"):
        assert sign in page.one("#signs")
    assert page.tree.cssselect("details #signs") == []
    assert page.values("footer a.call", "href") == ["tel:+14165550142", "tel:911"]


def test_b_15_it_asks_nothing(noor: Someone, session: str) -> None:
    page = noor.open(f"/sessions/{session}/hard")

    assert page.tree.cssselect("input:not([type=hidden]), textarea, select") == []
    assert all(form.get("hidden") is not None for form in page.tree.cssselect("form"))
    assert "?" not in page.one("body")


def test_d_08_opening_it_alone_writes_nothing_and_the_phones_word_is_kept_once(
    installation: Installation, noor: Someone, theo: Someone, session: str
) -> None:
    noor.open(f"/sessions/{session}/hard")
    assert kept(installation, "hard") == 0

    form = line_form(written_at="2026-11-26T16:10:00.000Z")
    for _try in range(3):
        answered = noor.outbox(f"/sessions/{session}/hard", form, write=form["id"])
        assert (answered.status_code, answered.headers["tidemark-kept"]) == (200, form["id"])

    assert kept(installation, "hard") == 1
    assert "A hard moment at 11:10 am." in theo.open(f"/sessions/{session}/record").words


@pytest.mark.parametrize(("later", "moments"), [("11:10", 1), ("11:19", 1), ("11:20", 2), ("11:50", 2)])
def test_d_08_opened_twice_within_ten_minutes_it_is_one_hard_moment(
    installation: Installation, noor: Someone, session: str, later: str, moments: int
) -> None:
    hard(noor, session)
    at(installation, f"2026-11-26T{later}")

    assert hard(noor, session).status_code == 200
    assert kept(installation, "hard") == moments


def test_d_08_an_earlier_moment_that_comes_late_is_not_lost(
    installation: Installation, noor: Someone, session: str
) -> None:
    at(installation, "2026-11-26T12:00")
    hard(noor, session)
    hard(noor, session, written_at="2026-11-26T16:30:00.000Z")

    assert kept(installation, "hard") == 2


def test_d_08_the_record_shows_it_until_it_is_seen_and_its_line_stays(
    installation: Installation, noor: Someone, theo: Someone, pria: Someone, session: str
) -> None:
    hard(noor, session)
    path = f"/sessions/{session}/record"
    (about,) = theo.open(path).values("form[action$=seen] [name=about]")

    page = keep(pria, session, "seen", about=about)

    assert "A hard moment at" not in page.words
    assert "Opened “This is hard”" in page.one("#lines ~ ul")
    assert "11:10 am" in page.one("#lines ~ ul")


@pytest.mark.parametrize("verdict", ["bad", "fail", "panic", "problem", "adverse", "!"])
def test_d_08_it_is_told_without_judgement(noor: Someone, theo: Someone, session: str, verdict: str) -> None:
    hard(noor, session)

    told = theo.open(f"/sessions/{session}/record").all("needs")[0].lower()

    assert verdict not in told


@pytest.mark.parametrize(("who", "status"), [("mara", 404), ("sol", 404), ("theo", 403), ("ada", 403)])
def test_nobody_else_opens_or_writes_it(installation: Installation, session: str, who: str, status: int) -> None:
    other = installation.someone(who)

    assert other.get(f"/sessions/{session}/hard").status_code == status
    assert hard(other, session).status_code == status
    assert kept(installation, "hard") == 0


def test_an_id_that_is_none_or_of_another_session_is_not_found(
    installation: Installation, noor: Someone, mara: Someone, session: str
) -> None:
    form = line_form()
    hard(noor, session, **form)

    assert hard(noor, session, id="nonsense").status_code == 404
    assert mara.send(f"/sessions/{session_of(installation, 'mara', 2)}/hard", form).status_code == 404
    assert kept(installation, "hard") == 1
