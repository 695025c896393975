"""The list of medicines holds what is told once, whoever sends it again; what does not fit is said and stays typed."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest

from server.courses.queries import find_own_course
from server.demo_people import Cast
from server.intake.facts import Telling, keep_fact
from server.intake.medicines import MOST_MEDICINES, Medicine
from tests.intake.clinic_side import A_MOMENT, add_medicine, new_form, take_out
from tests.intake.kept import history
from tests.intake.test_medicines_page import HERE, match, names, tier
from tests.someone import Installation, Someone


def medicine_form(typed: str = "sertraline", **more: str) -> dict[str, str]:
    return new_form(medicine=str(uuid4()), typed=typed, generic="", dose="50 mg", purpose="mood") | more


def fill(installation: Installation, count: int) -> None:
    """A list of so many lines, as they would have come one by one."""

    async def tell() -> None:
        house = installation.house
        iris = Cast(house).people["iris"]
        async with house.db.writing() as tx:
            course = await find_own_course(tx, house.vault, iris)
            assert course is not None
            for number in range(count):
                telling = Telling(
                    id=str(uuid4()), kind="medicine", subject=str(uuid4()), written_at=installation.clock.now,
                    body=Medicine(typed=f"Tea number {number}", asked=True),
                )  # fmt: skip
                await keep_fact(tx, course, iris, telling, installation.clock.now)

    installation.run(tell)


def test_a_line_is_changed_and_what_it_was_stays_in_its_history(installation: Installation, iris: Someone) -> None:
    mine = add_medicine(iris, "Zoloft", "sertraline", dose="50 mg")
    add_medicine(iris, "Zoloft", "sertraline", medicine=mine, dose="100 mg")

    assert iris.open(f"{HERE}/{mine}").values("input[name=dose]") == ["100 mg"]
    doses = [one.read(Medicine).dose for one in history(installation, "iris", "medicine", mine)]
    assert doses == ["100 mg", "50 mg"]


def test_a_changed_line_can_become_something_else_again(iris: Someone) -> None:
    mine = add_medicine(iris, "Zoloft", "sertraline")
    add_medicine(iris, "Zoloft", "", medicine=mine)

    assert tier(iris.open(HERE), mine) == "Nothing found"


def test_taken_out_it_is_gone_from_the_list_stays_in_the_history_and_can_come_back(
    installation: Installation, iris: Someone
) -> None:
    mine = add_medicine(iris, "Zoloft", "sertraline")
    assert names(take_out(iris, mine)) == []
    assert iris.get(f"{HERE}/{mine}").status_code == 404

    add_medicine(iris, "Zoloft", "sertraline", medicine=mine)
    assert names(iris.open(HERE)) == ["Sertraline"]
    assert [bool(one.body) for one in history(installation, "iris", "medicine", mine)] == [True, False, True]


def test_sent_three_times_each_is_kept_once(installation: Installation, iris: Someone) -> None:
    form = medicine_form()
    mine = form["medicine"]
    forms = [
        (HERE, form),
        (f"{HERE}/{mine}/match", new_form(generic="sertraline")),
        (f"{HERE}/{mine}/remove", new_form()),
    ]
    for path, sent in forms[:2]:
        for _time in range(3):
            iris.installation.clock.move(A_MOMENT)
            assert iris.send(path, sent).status_code == 200
    assert len(history(installation, "iris", "medicine", mine)) == 2
    for _time in range(3):
        assert iris.send(*forms[2]).status_code == 200
    iris.send(*forms[0])

    assert len(history(installation, "iris", "medicine", mine)) == 3
    assert names(iris.open(HERE)) == []


def test_that_these_are_all_is_said_once_however_often_it_is_sent(installation: Installation, iris: Someone) -> None:
    form = new_form()
    iris.send(f"{HERE}/complete", form)
    add_medicine(iris, "Zoloft")
    iris.send(f"{HERE}/complete", form)

    assert len(history(installation, "iris", "handed in", "medicines")) == 1
    assert "You said that this is all of them." in iris.open(HERE).words


def test_the_61st_is_refused_with_a_clear_word_and_stays_typed(installation: Installation, iris: Someone) -> None:
    fill(installation, MOST_MEDICINES - 1)
    last = medicine_form("The sixtieth")
    assert iris.send(HERE, last).status_code == 200

    page = iris.send(HERE, medicine_form("The <b>61st</b>"))
    assert page.status_code == 409
    assert "Your list holds 60 medicines, which is what fits." in page.one("#typed-error")
    assert (page.values("#typed"), page.values("#dose")) == (["The <b>61st</b>"], ["50 mg"])
    assert len(names(iris.open(HERE))) == MOST_MEDICINES
    assert iris.send(HERE, last).status_code == 200
    assert iris.send(HERE, last | {"id": str(uuid4()), "dose": "half"}).status_code == 200


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"typed": ""}, "typed", "Please write its name as you know it."),
        ({"typed": " \n "}, "typed", "Please write its name as you know it."),
        ({"typed": "x" * 121}, "typed", "Please shorten it by 1."),
        ({"typed": "a\0b"}, "typed", "There is a character here that cannot be kept."),
        ({"dose": "x" * 81}, "dose", "Please shorten it by 1."),
        ({"purpose": "x" * 121}, "purpose", "Please shorten it by 1."),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field_and_all_stays_typed(
    iris: Someone, more: dict[str, str], field: str, said: str
) -> None:
    form = medicine_form() | more
    page = iris.send(HERE, form)

    assert page.status_code == 422
    assert said in page.one(f"#{field}-error")
    if "\0" not in form["typed"] and "\n" not in form["typed"]:
        assert [page.values(f"#{one}")[0] for one in ("typed", "dose", "purpose")] == [
            form["typed"], form["dose"], form["purpose"],
        ]  # fmt: skip
    assert names(iris.open(HERE)) == []


def test_damaged_letters_are_said_to_be_damaged(iris: Someone) -> None:
    body = urlencode(medicine_form("Zoloft")).replace("typed=Zoloft", "typed=Zol%F6ft").encode()
    page = iris.send_raw(HERE, body)

    assert page.status_code == 422
    assert "Some characters did not arrive whole." in page.one("#typed-error")


def test_markup_is_shown_as_it_was_written(iris: Someone) -> None:
    typed = "<b>&amp;\"'</b>"
    mine = add_medicine(iris, typed, dose=typed, purpose=typed)

    for path in (HERE, f"{HERE}/{mine}"):
        assert not iris.open(path).tree.cssselect(".meds h2 b, main p.fine b, h1 b")
    assert names(iris.open(HERE)) == [f"“{typed}”"]


def test_nobody_reaches_another_patients_line(iris: Someone, noor: Someone, theo: Someone) -> None:
    form = medicine_form("My pill")
    iris.send(HERE, form)
    mine = form["medicine"]

    assert noor.get(f"{HERE}/{mine}").status_code == 404
    assert match(noor, mine, "sertraline").status_code == 404
    assert take_out(noor, mine).status_code == 404
    assert noor.send(HERE, form | {"typed": "Hers"}).status_code == 404
    assert theo.send(HERE, form).status_code == 403
    assert names(iris.open(HERE)) == ["“My pill”"]
