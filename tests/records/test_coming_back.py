"""A restore brings back no way in that may have ended since the backup, and sends nothing a second time (P5, P15)."""

from pathlib import Path

import pytest

from server.demo_cast import CAST_IDS
from server.ids import new_id
from server.records.backup import make_backup
from server.reminders.rounds import remind
from server.start import open_house
from tests.factories import entry_form
from tests.records.places import come_back
from tests.reminders.planned import at
from tests.someone import Installation, Someone

ENDED = {
    "login": "ended_at is null",
    "recovery_code": "withdrawn_at is null",
    "invitation": "used_at is null and withdrawn_at is null",
    "device_code": "used_at is null and stopped_at is null",
    "proof_code": "used_at is null and stopped_at is null",
    "recovery": "ended_at is null",
    "person": "recovery_at is not null",
}
LIVES = "select count(*) from passkey where removed_at is null"
FIVE, NEXT_MORNING = at("2026-11-25 17:05"), at("2026-11-26 08:30")
MADE = """
    select count(*) from reminder join course on course.id = reminder.course_id
    where course.patient_id = :noor and reminder.made_at >= :since
"""
SENT = """
    select count(*) from reminder_sending join course on course.id = reminder_sending.course_id
    where course.patient_id = :noor and errand = 'reminder' and given_up_at is null
"""


def copy_of(installation: Installation, apart: Path) -> Path:
    installation.run(lambda: make_backup(installation.house.settings, apart / "copy"))
    return apart / "copy"


def stand(installation: Installation) -> dict[str, int]:
    """How many of each would still open something."""
    return {
        table: int(str(installation.value(f"select count(*) from {table} where {lives}")))
        for table, lives in ENDED.items()
    }


def test_no_cookie_opens_anything_and_what_waits_on_a_phone_stays_there(in_use: Installation, apart: Path) -> None:
    """401 without the name of what was kept: by that a phone holds it until its owner has signed in."""
    mara = in_use.someone("mara")
    token = mara.client.cookies["tidemark"]
    with come_back(in_use, copy_of(in_use, apart), apart / "again") as back:
        thief = back.someone()
        thief.client.headers["cookie"] = f"tidemark={token}"
        form = entry_form(body="The sea waits on the phone.")
        answer = thief.send("/journal/entries", form, follow=False, **{"tidemark-write": form["id"]})
        assert answer.status_code == 401
        assert "tidemark-kept" not in answer.headers
        again = back.someone("mara")
        kept = again.send("/journal/entries", form, follow=False, **{"tidemark-write": form["id"]})
        assert kept.headers["tidemark-kept"] == form["id"]
        assert kept.headers["tidemark-epoch"] == back.house.epoch != in_use.house.epoch


def test_what_works_once_works_no_more_and_passkeys_stay(in_use: Installation, apart: Path) -> None:
    now = in_use.clock()
    noor = CAST_IDS["noor"]
    rows = {
        "recovery_code": "(id, person_id, code_hash, made_at) values (:id, :noor, 'one', :now)",
        "device_code": "(id, login_id, person_id, code_hash, made_at, expires_at)"
        " values (:id, 'none', :noor, 'two', :now, :now)",
        "proof_code": "(id, person_id, code_hash, made_by, made_at, expires_at)"
        " values (:id, :noor, 'three', :noor, :now, :now)",
        "passkey": "(id, person_id, credential_id, public_key, sign_count, transports, name, added_at)"
        " values (:id, :noor, 'hers', :key, 0, '', 'Phone', :now)",
    }

    async def write() -> None:
        async with in_use.house.db.writing() as tx:
            for table, values in rows.items():
                more = {"key": b"key"} if table == "passkey" else {}
                await tx.run(f"insert into {table} {values}", id=new_id(now), noor=noor, now=now, **more)
            await tx.run("update person set recovery_at = :now where id = :noor", now=now, noor=noor)

    in_use.run(write)
    before, passkeys = stand(in_use), in_use.value(LIVES)
    assert [table for table, many in before.items() if not many] in ([], ["recovery"])
    with come_back(in_use, copy_of(in_use, apart), apart / "again") as back:
        assert stand(back) == dict.fromkeys(ENDED, 0)
        assert back.value(LIVES) == passkeys


def test_it_is_once_and_not_at_every_start(installation: Installation, apart: Path) -> None:
    with come_back(installation, copy_of(installation, apart), apart / "again") as back:
        mara, came_back_at = back.someone("mara"), back.house.came_back_at

        async def start_again() -> object:
            house = await open_house(back.house.settings, clock=back.clock, assets=back.house.assets)
            await house.db.close()
            return house.came_back_at

        assert back.run(start_again) == came_back_at == back.clock()
        assert mara.open("/course").status_code == 200


def test_a_clinic_that_was_never_restored_keeps_its_logins(installation: Installation, mara: Someone) -> None:
    async def start_again() -> object:
        house = await open_house(
            installation.house.settings, clock=installation.clock, assets=installation.house.assets
        )
        await house.db.close()
        return house.came_back_at

    assert installation.run(start_again) is None
    assert mara.open("/course").status_code == 200


@pytest.fixture
def told_by_mail(installation: Installation, noor: Someone) -> Installation:
    """Noor has an address that was confirmed; her session is tomorrow."""
    noor.send("/reminders/mail", {"id": new_id(installation.clock()), "address": "noor@post.example"})

    async def confirm() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run("update reminder_address set confirmed_at = asked_at where ended_at is null")
            await tx.run("update reminder_sending set sent_at = next_at where errand = 'code'")

    installation.run(confirm)
    return installation


def rounds(installation: Installation) -> tuple[int, int]:
    """What is in the app since five, and what goes out, by now."""
    installation.run(lambda: remind(installation.house))
    noor = CAST_IDS["noor"]
    return int(str(installation.value(MADE, noor=noor, since=FIVE))), int(str(installation.value(SENT, noor=noor)))


def test_a_reminder_that_went_out_since_the_backup_is_listed_and_goes_to_nobody_again(
    told_by_mail: Installation, apart: Path
) -> None:
    copy = copy_of(told_by_mail, apart)
    told_by_mail.clock.now = FIVE
    listed, sent = rounds(told_by_mail)
    assert listed
    assert sent == 1
    with come_back(told_by_mail, copy, apart / "again") as back:
        assert rounds(back) == (listed, 0)
        back.clock.now = NEXT_MORNING
        later, sent = rounds(back)
        assert later > listed
        assert sent == 1


def test_what_waited_in_the_backup_may_have_gone_out_since(told_by_mail: Installation, apart: Path) -> None:
    told_by_mail.clock.now = FIVE
    listed, sent = rounds(told_by_mail)
    assert sent == 1
    with come_back(told_by_mail, copy_of(told_by_mail, apart), apart / "again") as back:
        assert rounds(back) == (listed, 0)
        assert back.value("select trouble from reminder_sending where given_up_at = :now", now=FIVE) == "unknown"
