"""The doctor and verify-backup open what people's one-time codes are made of, and name a row that does not open."""

from pathlib import Path

import pytest

from server.access.keys import load_keys
from server.db.errors import CannotStart
from server.records.backup import check_backup, make_backup
from server.records.doctor import examine
from server.records.finding import Finding
from tests.accounts.second import set_up_app
from tests.conftest import MORNING
from tests.someone import Installation, Someone

BYTES = b"\x01" * 40


def write(installation: Installation, sql: str, **params: object) -> None:
    async def run() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run(sql, **params)

    installation.run(run)


def said_of_codes(installation: Installation) -> Finding:
    settings = installation.house.settings
    findings = installation.loop.run_until_complete(examine(settings, MORNING))
    return next(one for one in findings if one.about == "codes")


def verify(installation: Installation, folder: Path) -> None:
    settings = installation.house.settings
    installation.run(lambda: make_backup(settings, folder))
    installation.run(lambda: check_backup(settings, load_keys(settings, fresh=False), folder))


@pytest.fixture
def damaged(installation: Installation, noor: Someone, theo: Someone) -> str:
    """The row of Noor's secret, which was changed."""
    for person in (noor, theo):
        set_up_app(person)
    row = str(installation.value("select one_time_key.id from one_time_key join person on person.id = person_id"
                                 " where person.name = 'Noor'"))  # fmt: skip
    write(installation, "update one_time_key set secret_wrapped = :other where id = :id", id=row, other=BYTES)
    return row


def test_secrets_that_open_are_counted(installation: Installation, noor: Someone, apart: Path) -> None:
    set_up_app(noor)
    found = said_of_codes(installation)
    assert (found.state, "1 are in use" in found.says) == ("ok", True)
    verify(installation, apart / "copy")


def test_the_doctor_names_the_row_that_is_damaged_and_nobody(installation: Installation, damaged: str) -> None:
    found = said_of_codes(installation)
    assert found.state == "wrong"
    assert "1 of 2 secrets" in found.says
    assert damaged in found.says
    assert "Noor" not in found.says


def test_verifying_a_backup_names_it_too(installation: Installation, damaged: str, apart: Path) -> None:
    """The backup itself is made: words are worth more than codes, which their owner sets up anew."""
    with pytest.raises(CannotStart, match=damaged):
        verify(installation, apart / "copy")
    assert (apart / "copy" / "backup.json").exists()


def test_one_in_anothers_place_does_not_open(installation: Installation, noor: Someone, theo: Someone) -> None:
    for person in (noor, theo):
        set_up_app(person)
    write(
        installation,
        "update one_time_key set secret_wrapped = (select secret_wrapped from one_time_key order by id limit 1)",
    )
    assert "1 of 2 secrets" in said_of_codes(installation).says


def test_one_that_was_taken_away_is_nobodys_trouble(installation: Installation, noor: Someone, theo: Someone) -> None:
    set_up_app(theo)
    set_up_app(noor)
    noor.send("/account/one-time/remove")
    write(installation, "update one_time_key set secret_wrapped = :other where removed_at is not null", other=BYTES)
    assert said_of_codes(installation).state == "ok"
