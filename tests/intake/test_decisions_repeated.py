"""A decision sent again, with other words, under another course's id, or as one too many: nothing is lost."""

from uuid import uuid4

from server.courses.queries import find_caseload_course
from server.demo_people import Cast
from server.intake.decisions import DecisionForm, keep_decision
from tests.intake.clinic_side import MESSAGE, REASON, decide, decision_form, decisions, decisions_kept, heads, place
from tests.session_day.days import course_of
from tests.someone import Installation, Someone


def test_sent_three_times_it_is_kept_once(installation: Installation, pria: Someone) -> None:
    form = decision_form()

    assert [decide(pria, **form).status_code for _time in range(3)] == [200, 200, 200]
    assert decisions_kept(installation) == 1


def test_an_id_that_another_course_holds_is_not_taken_and_the_other_stays_as_it_was(
    installation: Installation, pria: Someone
) -> None:
    form = decision_form(reason="Of Iris.")
    decide(pria, **form)
    before = installation.value("select body_locked from intake_decision where id = :id", id=form["id"])

    assert decide(pria, "noor", **(form | {"reason": "Of Noor."})).status_code == 404
    assert installation.value("select body_locked from intake_decision where id = :id", id=form["id"]) == before
    assert decisions_kept(installation, "noor") == 1


def test_other_words_under_the_same_id_are_a_further_decision_that_takes_the_place_of_the_first(
    installation: Installation, pria: Someone
) -> None:
    """A browser that goes back shows the form that was sent already: what is put right in it is not lost."""
    form = decision_form(outcome="not yet", reason="With a slip of the pen.")
    decide(pria, **form)
    right = form | {"outcome": "proceed", "reason": "Put right."}

    for _time in range(3):
        page = decide(pria, **right)

    (stands,), (earlier,) = decisions(page, "notice"), decisions(page, "quietly")
    assert "Put right." in stands
    assert "With a slip of the pen." in earlier
    assert decisions_kept(installation) == 2


def test_a_decision_that_names_itself_or_what_nobody_made_stands_all_the_same(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    form = decision_form()

    page = decide(pria, **(form | {"seen": f"{form['id']} {uuid4()}"}))

    assert heads(page) == form["id"]
    assert MESSAGE in iris.open("/intake").words


def test_the_fifty_first_is_refused_with_its_words_kept_and_a_repeated_fiftieth_is_not(
    installation: Installation, pria: Someone
) -> None:
    form = decision_form(outcome="not yet", reason="The last that fits.")
    fill(installation, 49)
    assert decide(pria, **form).status_code == 200
    assert decide(pria, **form).status_code == 200

    refused = decide(pria, reason="One more.")

    assert refused.status_code == 409
    assert "This course holds fifty decisions, which is what fits." in refused.one("[role=alert]")
    assert refused.one("textarea[name=reason]") == "One more."
    assert decisions_kept(installation) == 50


def test_of_two_that_disagree_one_more_is_possible_however_many_there_are(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    fill(installation, 49)
    decide(pria, outcome="not here", reason="Unseen of the others.")
    both = heads(pria.open(place(installation)))
    assert len(both.split()) == 2
    assert decide(pria, seen=both.split()[0]).status_code == 409

    settled = decide(pria, seen=both, outcome="proceed", reason="Read both.")

    assert settled.status_code == 200
    assert len(heads(settled).split()) == 1
    assert decisions_kept(installation) == 51
    assert MESSAGE in iris.open("/intake").words
    assert decide(pria, seen=heads(settled), reason="One more.").status_code == 409


def fill(installation: Installation, count: int) -> None:
    """So many decisions on Iris's course, each having read those before it."""

    iris = course_of(installation, "iris")

    async def write() -> None:
        house, pria = installation.house, Cast(installation.house).people["pria"]
        async with house.db.writing() as tx:
            case = await find_caseload_course(tx, house.vault, pria, iris, installation.clock())
            assert case is not None
            made: tuple[str, ...] = ()
            for _number in range(count):
                form = DecisionForm(
                    id=str(uuid4()), seen=made, outcome="proceed", reason=REASON, conditions="", message=MESSAGE,
                    again_on=None,
                )  # fmt: skip
                assert await keep_decision(tx, case, pria, form, installation.clock()) == "kept"
                made = (form.id,)

    installation.run(write)
