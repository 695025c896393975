"""A health card number is asked with what it is for, kept only then, shown by its last four digits, and taken back."""

import pytest

from server.intake.coverage import HealthCard, coverage_lines
from tests.intake.kept import history
from tests.intake.paying import CARD, HERE, NUMBER, card_form, give, take_back
from tests.someone import Installation, Opened, Someone


def is_kept(installation: Installation) -> bool:
    found = history(installation, "iris", "coverage", "health-card")
    return bool(found and found[0].body)


def wrong(page: Opened, field: str) -> str:
    assert page.status_code == 422
    return page.one(f"#health-card-{field}-error")


def test_the_purpose_is_asked_before_the_number_and_none_is_chosen_for_them(iris: Someone) -> None:
    page = iris.open(HERE)
    names = page.values("form[action$=health-card] input:not([type=hidden])", "name")

    assert names == ["purpose", "purpose", "number", "letters"]
    assert not page.tree.cssselect("[name=purpose][checked]")
    assert "Leave it empty unless one of these is the reason." in page.words


def test_it_is_kept_and_shown_by_its_last_four_digits_alone(installation: Installation, iris: Someone) -> None:
    page = give(iris)

    assert "Ends in 7897. So that the clinic can bill visits that the public plan pays." in page.words
    assert "1234" not in page.text
    assert "567" not in page.one("main")
    assert not page.tree.cssselect("[name=number]")
    (kept,) = history(installation, "iris", "coverage", "health-card")
    assert kept.read(HealthCard) == HealthCard(number=NUMBER, letters="AB", purpose="visit-billing")
    assert [one.said.partition(".")[0] for one in coverage_lines([kept])] == ["Ends in 7897"]


def test_without_a_purpose_it_is_not_kept(installation: Installation, iris: Someone) -> None:
    page = give(iris, purpose="")

    assert wrong(page, "purpose") == "Please say what the number is for. Without a reason it is not kept."
    assert page.values("[name=number]") == ["1234-567-897"]
    assert not is_kept(installation)
    assert wrong(give(iris, purpose="curiosity"), "purpose") == "Please choose one of the answers shown."


def test_a_wrong_check_digit_is_said_beside_it_with_everything_typed_kept(
    installation: Installation, iris: Someone
) -> None:
    page = give(iris, number="1234-567-898")

    assert "one of the ten must be different on the card" in wrong(page, "number")
    assert page.values("[name=number]") == ["1234-567-898"]
    assert page.values("[name=letters]") == ["ab"]
    assert page.values("[name=purpose][checked]") == ["visit-billing"]
    assert page.values("#wrong a", "href") == ["#health-card-number"]
    assert not is_kept(installation)


@pytest.mark.parametrize("number", ["123456789", "12345678970", "1234567897AB", "\u0661234567897"])
def test_what_is_not_ten_digits_is_said_so(iris: Someone, number: str) -> None:
    assert "The number has 10 digits, without the letters." in wrong(give(iris, number=number), "number")


@pytest.mark.parametrize("number", ["", "  ", "--"])
def test_an_empty_number_asks_for_nothing_more(iris: Someone, number: str) -> None:
    assert "If you would rather not give it" in wrong(give(iris, number=number), "number")


@pytest.mark.parametrize(("letters", "kept"), [("", ""), ("a", "A"), ("x y", "XY"), ("Kl", "KL")])
def test_letters_are_kept_as_on_the_card(installation: Installation, iris: Someone, letters: str, kept: str) -> None:
    give(iris, letters=letters)

    assert history(installation, "iris", "coverage", "health-card")[0].read(HealthCard).letters == kept


@pytest.mark.parametrize("letters", ["ABC", "A1", "É", "<b"])
def test_letters_that_no_card_has_are_refused(iris: Someone, letters: str) -> None:
    assert "one or two letters" in wrong(give(iris, letters=letters), "letters")


def test_it_can_be_taken_back_and_the_form_is_empty_again(installation: Installation, iris: Someone) -> None:
    give(iris)
    page = take_back(iris)

    assert page.values("[name=number]") == [""]
    assert "7897" not in page.text
    assert not is_kept(installation)


def test_sent_three_times_each_is_kept_once(installation: Installation, iris: Someone) -> None:
    form = card_form()
    for _time in range(3):
        assert iris.send(CARD, form).status_code == 200

    assert len(history(installation, "iris", "coverage", "health-card")) == 1


def test_nobody_touches_anothers_number(installation: Installation, iris: Someone, noor: Someone) -> None:
    form = card_form()
    iris.send(CARD, form)

    assert noor.send(CARD, form | {"letters": ""}).status_code == 404
    assert take_back(noor).status_code == 404
    assert is_kept(installation)
    assert take_back(iris, id="no id").status_code == 422


def test_damaged_letters_are_named(iris: Someone) -> None:
    page = iris.send_raw(CARD, b"purpose=visit-billing&number=12345%FF7897")

    assert "Some characters did not arrive whole." in wrong(page, "number")


def test_the_number_stands_locked_in_the_database(installation: Installation, iris: Someone) -> None:
    give(iris)
    locked = installation.value("select body_locked from intake_fact where subject = 'health-card'")

    assert isinstance(locked, bytes)
    assert NUMBER.encode() not in locked


def test_where_there_is_no_such_card_it_is_not_asked_for(sol: Someone) -> None:
    assert not sol.open(HERE).tree.cssselect("[name=number]")
