"""E-01, E-02, E-10: what was tried is told in the patient's words, counted, and judged by nobody here."""

import pytest

from server.intake.trials import Trial, recorded_words, trial_in_words, when_in_words
from tests.intake.kept import history
from tests.intake.tried import A_MOMENT, HERE, ids, listed, take_out, tell, trial_form
from tests.someone import Installation, Someone

SERTRALINE = "Sertraline, up to 200 mg, 8 weeks. Helped a little. Ended because of side effects."
VERDICTS = ("enough trials", "resistant", "qualif", "failed", "adequate", "criteria", "eligible", "%", "!")


def doses(installation: Installation, trial: str) -> list[str]:
    """Of every telling of Iris's trial, newest first; empty where it was taken out."""
    return [one.read(Trial).dose if one.body else "" for one in history(installation, "iris", "trial", trial)]


def test_e_01_two_trials_are_shown_as_2_recorded_and_without_a_verdict(iris: Someone) -> None:
    assert tell(iris).status_code == 200
    page = tell(iris, what="Venlafaxine", dose="", weeks="", effect="unsure", ended="unsure", when="unsure")

    assert page.one(".when") == "2 recorded"
    assert "is for your clinician to look at with you" in page.words
    assert not [word for word in VERDICTS if word in page.one("main").lower()]
    assert set(listed(iris)) == {SERTRALINE, "Venlafaxine. Not sure whether it helped. Not sure why it ended."}


def test_e_02_a_trial_of_three_weeks_reads_no_worse_than_one_of_eight(iris: Someone) -> None:
    tell(iris, weeks="3")
    short = iris.open(HERE)
    take_out(iris, ids(iris)[0])
    tell(iris, weeks="8")

    assert short.one("main").replace("3 weeks", "8 weeks") == iris.open(HERE).one("main")


@pytest.mark.parametrize(
    ("sort", "what", "about"),
    [
        ("medicine", "Sertraline", "Medicine, in this time of depression"),
        ("therapy", "CBT with Dr. Ng", "Talking therapy, in this time of depression"),
        ("ect", "12 treatments", "ECT, in this time of depression"),
        ("tms", "At Sunnybrook", "TMS, in this time of depression"),
        ("other", "Light in the mornings", "Another treatment, in this time of depression"),
    ],
)
def test_e_10_every_kind_is_kept_with_dose_weeks_effect_and_reason(
    iris: Someone, sort: str, what: str, about: str
) -> None:
    page = tell(iris, kind=sort, what=what, words="It was winter.")

    assert page.one(".rows p:first-child") == SERTRALINE.replace("Sertraline", what)
    assert page.one(".rows .quietly") == about
    assert page.one(".rows .said") == "“It was winter.”"


def test_an_empty_list_asks_for_nothing(iris: Someone) -> None:
    page = iris.open(HERE)

    assert page.one(".when") == "Nothing recorded yet"
    assert "If you have tried nothing yet, leave this empty." in page.words
    assert page.one(".dock") == "Add one"


def test_a_change_is_shown_and_the_earlier_words_stay_in_the_history(installation: Installation, iris: Someone) -> None:
    tell(iris)
    (trial,) = ids(iris)
    form = iris.open(f"{HERE}/{trial}")
    assert form.values("input[name=dose]") == ["200 mg"]
    assert form.values("input[name=ended][checked]") == ["side-effects"]

    tell(iris, trial=trial, dose="150 mg")

    assert listed(iris) == [SERTRALINE.replace("200", "150")]
    assert doses(installation, trial) == ["150 mg", "200 mg"]
    assert SERTRALINE in iris.open(f"{HERE}/{trial}").one("details")


def test_what_is_taken_out_leaves_the_list_and_stays_in_the_history(installation: Installation, iris: Someone) -> None:
    tell(iris)
    (trial,) = ids(iris)
    page = take_out(iris, trial)

    assert page.one(".when") == "Nothing recorded yet"
    assert doses(installation, trial) == ["", "200 mg"]
    assert iris.get(f"{HERE}/{trial}").status_code == 404


def test_sent_three_times_it_is_kept_once_and_so_is_taking_it_out(installation: Installation, iris: Someone) -> None:
    form, out = trial_form(), trial_form()
    for _time in range(3):
        assert iris.send(HERE, form).status_code == 200
    installation.clock.move(A_MOMENT)
    for _time in range(3):
        assert iris.send(f"{HERE}/{form['id']}/remove", out).status_code == 200
    installation.clock.move(A_MOMENT)
    assert iris.send(HERE, form).status_code == 200

    assert listed(iris) == []
    assert installation.value("select count(*) from intake_fact where subject = :id", id=form["id"]) == 2


def test_two_written_on_the_same_copy_of_the_blank_page_are_two(iris: Someone) -> None:
    """A phone without a network shows the page that it kept: only the id that it makes itself tells them apart."""
    copy = iris.open(f"{HERE}/new").values("input[name=trial]")
    assert copy == [""]
    tell(iris, trial=copy[0])
    tell(iris, trial=copy[0], what="Bupropion")

    assert len(listed(iris)) == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"weeks": "0"}, "Sertraline, up to 200 mg, less than a week. Still going on."),
        ({"weeks": "1", "dose": ""}, "Sertraline, 1 week. Still going on."),
        ({"weeks": "520", "dose": ""}, "Sertraline, 520 weeks. Still going on."),
        ({"weeks": "", "dose": ""}, "Sertraline. Still going on."),
    ],
)
def test_what_is_not_known_is_left_out_of_the_words(more: dict[str, str], said: str) -> None:
    weeks = int(more["weeks"]) if more["weeks"] else None
    trial = Trial(
        kind="medicine", what="Sertraline", dose=more.get("dose", "200 mg"), weeks=weeks, effect="much", ended="still",
        when="earlier",
    )  # fmt: skip

    assert trial_in_words(trial).replace("Helped a lot. ", "") == said
    assert when_in_words(trial) == "Medicine, in an earlier time of depression"


def test_the_count_is_in_words_and_nothing_else() -> None:
    assert [recorded_words(n) for n in (0, 1, 2, 40)] == [
        "Nothing recorded yet",
        "1 recorded",
        "2 recorded",
        "40 recorded",
    ]
