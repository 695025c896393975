"""add-staff lets one person into one clinic, in the role that is named, by a code that works once."""

from argparse import Namespace
from pathlib import Path

import pytest

from server.beginning import add_staff
from server.db.errors import CannotStart
from tests.accounts.people import PASSPHRASE, accept, join
from tests.someone import Installation
from tests.start.command import tidemark
from tests.start.test_first_clinic import CLINIC, first_clinic

FORM = {"way": "passphrase", "passphrase": PASSPHRASE}


def added(installation: Installation, **more: str) -> tuple[str, str, str]:
    about = {"name": "Theo", "role": "therapist", "clinic": ""} | more
    made = installation.run(lambda: add_staff(installation.house, Namespace(**about)))
    assert isinstance(made, tuple)
    return made


def test_a_therapist_joins_with_the_code_once_and_is_no_administrator(empty_installation: Installation) -> None:
    first_clinic(empty_installation)
    clinic, _link, code = added(empty_installation)

    assert clinic == "Sea Clinic"
    theo = join(empty_installation, code, name="theo@example.org", **FORM)
    assert theo.open("/caseload").status_code == 200
    assert theo.get("/clinic/protocol").status_code in (200, 403, 404)
    assert theo.send("/invitations", {"name": "Pria", "role": "prescriber"}).status_code == 422
    assert accept(empty_installation.someone(), code, name="other@example.org", **FORM).status_code == 422


def test_an_administrator_is_invited_as_by_create_clinic(empty_installation: Installation) -> None:
    first_clinic(empty_installation)
    ada = join(empty_installation, added(empty_installation, name="Ada", role="admin")[2], name="ada", **FORM)

    assert ada.open("/clinic").status_code == 200


def test_among_several_clinics_one_has_to_be_named(empty_installation: Installation) -> None:
    for name in ("Sea Clinic", "Hill Clinic"):
        first_clinic(empty_installation, name=name)
    for wrong in ("", "Lake Clinic"):
        with pytest.raises(CannotStart, match=r"Name one with --clinic: Hill Clinic, Sea Clinic\."):
            added(empty_installation, clinic=wrong)
    assert added(empty_installation, clinic="hill clinic")[0] == "Hill Clinic"


def test_without_a_clinic_nobody_is_added(empty_installation: Installation) -> None:
    with pytest.raises(CannotStart, match="create-clinic"):
        added(empty_installation)


def test_the_command_prints_the_code_and_refuses_what_is_no_name_and_no_role(tmp_path: Path) -> None:
    assert tidemark(tmp_path, "create-clinic", *CLINIC).returncode == 0
    done = tidemark(tmp_path, "add-staff", "--name", "Theo", "--role", "therapist")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Theo can join Sea Clinic as therapist within 14 days:\n  open http")
    assert tidemark(tmp_path, "add-staff", "--name", " ", "--role", "therapist").returncode == 1
    assert tidemark(tmp_path, "add-staff", "--name", "Mara", "--role", "patient").returncode == 2
