"""What a patient tells raises a flag by the clinic's signed policy, once, with both times (Y-30, Y-33, Y-34)."""

from datetime import timedelta

import msgspec
import pytest

from server.clinics.flag_policy import FlagRule
from server.demo_flags import FLAGS
from server.demo_people import Cast
from server.safety.causes import Cause
from server.safety.raising import raise_flags
from tests.conftest import MORNING
from tests.house.data import what_was_written
from tests.intake.clinic_side import new_form
from tests.safety.flagged import head, heads, sign, steps, tell
from tests.someone import Installation, Someone


@pytest.mark.parametrize(("safe", "level"), [("no", "urgent"), ("unsure", "urgent"), ("yes", "urgent")])
def test_y_33_an_answer_opens_a_flag_with_an_owner_a_deadline_and_both_times(
    installation: Installation, iris: Someone, safe: str, level: str
) -> None:
    tell(iris, safe, written_at="2026-11-25T13:00:00Z")
    flag = head(installation)
    assert (flag.rule, flag.level, flag.owner) == ("not-safe", level, "Theo")
    assert (flag.answered_at, flag.received_at) == (MORNING - timedelta(hours=2), MORNING)
    assert flag.deadline == MORNING + timedelta(minutes=15)
    assert [(one.number, one.deed) for one in steps(installation)] == [(1, "opened")]


def test_sent_again_by_the_outbox_it_is_one_flag(installation: Installation, iris: Someone) -> None:
    form = {"id": tell(iris), "safe": "no", "written_at": ""}
    for _time in range(2):
        assert iris.outbox("/not-safe", form).headers["tidemark-then"] == "/not-safe/now"
    assert len(heads(installation)) == 1


def test_an_answer_under_an_id_of_somebody_else_raises_ones_own(
    installation: Installation, iris: Someone, mara: Someone
) -> None:
    tell(mara, id=tell(iris))
    assert len(heads(installation)) == 2


def test_the_answer_is_locked_and_the_cause_has_no_words(installation: Installation, iris: Someone) -> None:
    iris.send("/intake/answers/mind-suicide-now", new_form(value="plan", words="On the bridge."))
    kept = what_was_written(installation)
    assert not [row for table in ("flag", "flag_cause", "flag_step") for row in kept[table] if "bridge" in str(row)]
    assert head(installation).rule == "intake-thoughts"


def test_e_47_a_plain_no_at_intake_raises_nothing(installation: Installation, iris: Someone) -> None:
    iris.send("/intake/answers/mind-suicide-now", new_form(value="no"))
    assert heads(installation) == []
    iris.send("/intake/answers/mind-suicide-now", new_form(words="I cannot say it."))
    assert head(installation).level == "urgent"


@pytest.mark.parametrize("how", ["unsigned", "off", "rule off"])
def test_y_34_before_the_set_up_is_finished_nobody_is_told_and_the_cause_is_kept(
    installation: Installation, iris: Someone, how: str
) -> None:
    off = tuple(FlagRule(id=one.id, on=False, level=one.level) for one in FLAGS.rules)
    signed = {"off": msgspec.structs.replace(FLAGS, on=False), "rule off": msgspec.structs.replace(FLAGS, rules=off)}
    sign(installation, signed.get(how))
    told = tell(iris)
    assert heads(installation) == []
    assert installation.value("select count(*) from flag_cause where rule = 'not-safe'") == 1

    sign(installation, FLAGS)
    tell(iris, id=told)  # the same answer, sent again later, was told when nobody was to be told
    assert heads(installation) == []


def test_several_causes_of_one_telling_are_flags_of_their_own(installation: Installation, iris: Someone) -> None:
    async def work() -> None:
        async with installation.house.db.writing() as tx:
            course = await Cast(installation.house).course(tx, "iris")
            rules = ("check-in-blood", "check-in-unreal", "worsened")
            causes = [Cause(rule=one, source="s", level="same_day", answered_at=MORNING) for one in rules]
            await raise_flags(tx, course, causes, MORNING)

    installation.run(work)
    assert {one.rule for one in heads(installation)} == {"check-in-blood", "check-in-unreal"}  # the third is off here
    assert installation.value("select count(*) from flag_cause") == 3
