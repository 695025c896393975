"""The steps of a set-up, from facts alone: each open for its own reason, and done with who and when."""

from datetime import UTC, datetime

import msgspec
import pytest

from server.review.setup_steps import Facts, Step, finished, steps_of

ADA = ("Ada", datetime(2026, 11, 25, 15, tzinfo=UTC))
NEW = Facts(
    before=False, therapists=(), prescribers=(), invited=(), protocol=None, has_rules=False, has_hours=True,
    hours=None, region=None, region_name="Ontario", reading=None, has_flag_policy=False, within_days=2,
    zone="America/Toronto",
)  # fmt: skip
ALL = {
    "therapists": ("Theo",), "prescribers": ("Pria",), "protocol": ADA, "hours": ADA, "region": ADA, "reading": ADA,
    "has_flag_policy": True,
}  # fmt: skip
STEP_OF = {
    "therapists": "staff", "prescribers": "staff", "protocol": "protocol", "hours": "hours", "region": "region",
    "reading": "reading", "has_flag_policy": "reading",
}  # fmt: skip


def known(**facts: object) -> Facts:
    return msgspec.structs.replace(NEW, **facts)


def step(facts: Facts, name: str) -> Step:
    return next(one for one in steps_of(facts) if one.id == name)


def test_a_new_clinic_has_every_step_open() -> None:
    assert [one.id for one in steps_of(NEW)] == ["staff", "protocol", "hours", "region", "reading"]
    assert not any(one.done for one in steps_of(NEW))


def test_all_of_it_finishes_the_set_up_and_says_who_and_when() -> None:
    steps = steps_of(known(**ALL))
    assert finished(steps)
    assert step(known(**ALL), "hours").said == "Ada, 25 November, 10:00 am."
    assert step(known(**ALL), "reading").said == "Within 2 working days. Ada, 25 November, 10:00 am."


@pytest.mark.parametrize("lacking", ALL)
def test_without_any_one_of_it_that_step_alone_is_open(lacking: str) -> None:
    facts = known(**{name: value for name, value in ALL.items() if name != lacking})
    assert [one.id for one in steps_of(facts) if not one.done] == [STEP_OF[lacking]]


def test_who_is_invited_and_has_not_come_is_named_and_is_no_staff_yet() -> None:
    assert step(known(invited=("Theo", "Pria")), "staff").said == (
        "A therapist has to have joined. A prescriber has to have joined. Invited, and not here yet: Theo, Pria."
    )


def test_hours_that_nobody_signed_are_said_to_be_only_what_it_begins_with() -> None:
    assert "Nobody has said that it is so." in step(NEW, "hours").said
    assert "Patients are told that nobody answers." in step(known(has_hours=False), "hours").said
    assert not step(known(has_hours=False, hours=ADA), "hours").done


def test_a_protocol_with_signed_rules_counts_as_read() -> None:
    assert step(known(has_rules=True), "protocol").done


def test_a_clinic_that_was_in_use_before_goes_on_and_says_that_nobody_signed() -> None:
    old = known(before=True, therapists=("Theo",))
    assert finished(steps_of(old))
    assert step(old, "region").said == "Ontario. As it was before there was this list. Nobody has signed it here."
    assert not step(known(before=True), "staff").done
    assert not step(known(before=True, has_hours=False), "hours").done
