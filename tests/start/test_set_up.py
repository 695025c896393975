"""A clinic's first day: sharing stays off until every step is done, and nobody's words are lost meanwhile."""

from uuid import uuid4

import pytest

from tests.accounts.people import PASSPHRASE, at_once, invite, join
from tests.factories import entry_form
from tests.review.set_up import finish_steps, sign_flags, staff_come, switch_on, typed
from tests.someone import Installation, Someone
from tests.start.test_first_clinic import first_clinic

HERE = "/clinic/setup"
NOT_YET = "Sharing is not switched on here yet. What you write is kept."


@pytest.fixture
def ada(empty_installation: Installation) -> Someone:
    _link, code = first_clinic(empty_installation)
    return join(empty_installation, code, way="passphrase", name="ada@example.org", passphrase=PASSPHRASE)


def open_steps(ada: Someone) -> list[str]:
    return ada.open(HERE).values(".board > .open", "id")


def test_each_step_is_done_by_its_own_deed_and_only_then_sharing_can_be_switched_on(
    empty_installation: Installation, ada: Someone
) -> None:
    assert "Sharing is not switched on" in ada.open("/clinic").words
    assert open_steps(ada) == ["staff", "protocol", "hours", "region", "reading"]
    assert ada.send(f"{HERE}/sharing").status_code == 409
    staff_come(empty_installation, ada, "therapist")
    assert "A prescriber has to have joined." in ada.open(HERE).words
    invited = invite(ada, "Pria", role="prescriber")
    assert "Invited, and not here yet: Pria." in ada.open(HERE).words
    join(empty_installation, invited.code, way="passphrase", name="pria@example.org", passphrase=PASSPHRASE)
    assert open_steps(ada) == ["protocol", "hours", "region", "reading"]
    sign_flags(empty_installation, ada)
    assert open_steps(ada) == ["hours", "region", "reading"]
    ada.send("/clinic/hours", typed(ada, "/clinic/hours", "/clinic/hours"))
    assert open_steps(ada) == ["region", "reading"]
    ada.send("/clinic/about/region", typed(ada, "/clinic/about", "/clinic/about/region"))
    assert open_steps(ada) == ["reading"]
    assert ada.send(f"{HERE}/sharing").status_code == 409
    reading = typed(ada, "/clinic/reading", "/clinic/reading", out_of_hours="At night nobody reads.")
    ada.send("/clinic/reading", reading)
    assert open_steps(ada) == []
    assert "Ada switched it on" in ada.send(f"{HERE}/sharing").words
    assert "Sharing is not switched on" not in ada.open("/clinic").words


def test_whoever_was_invited_by_mistake_is_not_waited_for(ada: Someone) -> None:
    invite(ada, "Theo", role="therapist")
    assert "Invited, and not here yet: Theo." in ada.open(HERE).words
    ada.send(ada.open("/invitations").values("form[action$='/withdraw']", "action")[0])
    assert "Theo" not in ada.open(HERE).words


def test_until_then_a_patient_is_told_so_and_every_word_is_kept(empty_installation: Installation, ada: Someone) -> None:
    (theo,) = staff_come(empty_installation, ada, "therapist")
    wren = join(empty_installation, invite(theo, "Wren").code)
    page = wren.open("/journal/write")
    assert NOT_YET in page.words
    assert not page.values("[name=share]")

    entry = entry_form(body="The sea came back.", share="1")
    assert wren.send("/journal/entries", entry).status_code == 200
    here = f"/journal/entries/{entry['id']}"
    assert "The sea came back." in wren.open(here).words
    assert NOT_YET in wren.open(here).one("#sharing")
    refused = wren.send(f"{here}/sharing", {"share": "1", "event": str(uuid4())})
    assert refused.status_code == 422
    assert NOT_YET in refused.one("#wrong")
    assert "The sea came back." in refused.words
    assert empty_installation.value("select count(*) from share") == 0
    assert theo.get(f"/review/{entry['id']}").status_code == 404


def test_what_was_written_before_stays_private_when_sharing_is_switched_on(
    empty_installation: Installation, ada: Someone
) -> None:
    theo, _pria = staff_come(empty_installation, ada, "therapist", "prescriber")
    wren = join(empty_installation, invite(theo, "Wren").code)
    entry = entry_form(body="The sea came back.", share="1")
    wren.send("/journal/entries", entry)
    finish_steps(empty_installation, ada)
    ada.send(f"{HERE}/sharing")

    wren.send("/journal/entries", entry | {"share": "0"})
    assert theo.get(f"/review/{entry['id']}").status_code == 404
    assert "Theo usually reads within 2 working days. At night nobody reads." in wren.open("/journal/write").words
    here = f"/journal/entries/{entry['id']}"
    assert wren.send(f"{here}/sharing", {"share": "1", "event": str(uuid4())}).status_code == 200
    assert "The sea came back." in theo.open(f"/review/{entry['id']}").words


def test_two_administrators_who_switch_it_on_at_once_switch_it_on_once(
    empty_installation: Installation, ada: Someone
) -> None:
    invited = invite(ada, "Ines", role="admin")
    ines = join(empty_installation, invited.code, way="passphrase", name="ines@example.org", passphrase=PASSPHRASE)
    staff_come(empty_installation, ada, "therapist", "prescriber")
    finish_steps(empty_installation, ada)
    assert [one.status_code for one in at_once(ada, f"{HERE}/sharing", [{}, {}])] == [303, 303]
    ines.send(f"{HERE}/sharing")
    assert "Ada switched it on" in ines.open(HERE).words
    assert empty_installation.value("select count(*) from clinic_sharing") == 1
    assert empty_installation.value("select count(*) from trail where deed = 'changed clinic' and subject_id in"
                                    " (select id from clinic)") == 1  # fmt: skip


def test_a_therapist_who_has_left_opens_the_step_again_and_sharing_goes_on(
    empty_installation: Installation, ada: Someone
) -> None:
    switch_on(empty_installation, ada)

    async def leave() -> None:
        async with empty_installation.house.db.writing() as tx:
            await tx.run("update person set ended_at = created_at where role = 'therapist'")

    empty_installation.run(leave)
    assert open_steps(ada) == ["staff"]
    assert "A step is open again. Sharing goes on" in ada.open(HERE).words
