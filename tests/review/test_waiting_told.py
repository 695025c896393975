"""The list of an open desk, asked for by itself: given when it is another than the one shown, and with a row (P8)."""

from tests.journal.shown import share, write
from tests.session_day.days import line_form, under_way
from tests.someone import Installation, Opened, Someone

ASKS = "#waiting"


def asks(page: Opened) -> str:
    """What an open page asks, again and again."""
    (address,) = page.values(ASKS, "hx-get")
    return address


def rows(installation: Installation) -> int:
    return int(str(installation.value("select count(*) from trail")))


def test_while_it_is_as_shown_nothing_is_told_and_no_row_is_written(installation: Installation, theo: Someone) -> None:
    page = theo.open("/review")
    before = rows(installation)
    assert theo.get(asks(page)).status_code == 204
    assert rows(installation) == before


def test_another_list_comes_whole_and_leaves_a_row(installation: Installation, theo: Someone, iris: Someone) -> None:
    page = theo.open("/review")
    entry = write(iris, "Moss.", share="1")
    before = rows(installation)

    told = theo.get(asks(page))
    assert told.status_code == 200
    assert rows(installation) == before + 1
    assert told.values("#waiting ol a", "href") == theo.open("/review").values(".queue ol a", "href")
    assert told.values("#waiting ol a", "href")[-1] == f"/review/{entry}"
    assert theo.get(asks(told)).status_code == 204

    share(iris, entry, "0")
    assert f"/review/{entry}" not in theo.get(asks(told)).values("#waiting ol a", "href")


def test_another_choice_of_what_is_shared_is_another_list(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    entry = write(iris, "Moss on the wall.", share="1")
    page = theo.open("/review")
    installation.clock.now = installation.clock.now.replace(minute=10)
    share(iris, entry, passage="Moss", event="0199c000-0000-7000-8000-00000000a002")
    assert theo.get(asks(page)).status_code == 200


def test_a_hard_moment_makes_it_another_and_stands_above(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    session = under_way(installation, theo)
    page = theo.open("/review")
    noor.send(f"/sessions/{session}/hard", line_form())
    told = theo.get(asks(page))
    assert told.all("flag")[0].startswith("Noor, a hard moment")


def test_the_one_that_is_open_stays_marked_and_no_other_word_of_the_address_comes_back(theo: Someone) -> None:
    first = theo.open("/review").values(".queue ol a", "href")[0]
    page = theo.open(first)
    assert theo.get(asks(page)).status_code == 204
    told = theo.get(asks(page).replace("known=", "known=x"))
    assert told.values("#waiting [aria-current]", "href") == [first]
    assert "quince" not in theo.get("/review/waiting?open=quince").text


def test_beside_the_list_stands_the_same_as_on_the_page(theo: Someone, otto: Someone) -> None:
    for person in (theo, otto):
        page = person.open("/review")
        told = person.get("/review/waiting")
        assert told.one("#rest") == page.one("#rest")
        assert told.values("#rest", "hx-swap-oob") == ["outerMorph"]
        assert "hx-swap-oob" not in page.text


def test_only_clinicians_ask(mara: Someone, ada: Someone, anyone: Someone) -> None:
    assert [one.get("/review/waiting").status_code for one in (mara, ada, anyone)] == [403, 403, 303]
