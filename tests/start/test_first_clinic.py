"""From an empty folder to a patient who writes: the whole way in, as a clinic walks it on its first day."""

import re
from argparse import Namespace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pyotp
import pytest
from lxml import html as markup

from server.beginning import make_clinic
from tests.accounts.people import PASSPHRASE, accept, invite, join, sign_in, token_of
from tests.factories import entry_form
from tests.review.set_up import switch_on
from tests.someone import Installation
from tests.start.command import serving, tidemark

CLINIC = ["--name", "Sea Clinic", "--phone", "+14165550199", "--zone", "America/Toronto", "--admin", "Ada Aalto"]


def first_clinic(installation: Installation, **more: str) -> tuple[str, str]:
    about = {"name": "Sea Clinic", "phone": "+14165550199", "zone": "America/Toronto", "region": "CA", "admin": "Ada"}

    async def make() -> tuple[str, str]:
        return await make_clinic(installation.house, Namespace(**about | more))

    made = installation.run(make)
    assert isinstance(made, tuple)
    return made


def test_from_the_first_command_to_the_first_entry(empty_installation: Installation) -> None:
    link, code = first_clinic(empty_installation)
    assert link.startswith("http://clinic.test/join/")

    form = {"way": "passphrase", "passphrase": PASSPHRASE}
    ada = join(empty_installation, code, name="ada@example.org", **form)
    assert ada.open("/clinic").status_code == 200
    theo, _pria = switch_on(empty_installation, ada)
    wren = join(empty_installation, token_of(invite(theo, "Wren").path))
    entry = entry_form(body="The sea came back.")
    wren.send("/journal/entries", entry)
    wren.send(f"/journal/entries/{entry['id']}/sharing", {"share": "1"})

    assert "Wren" in theo.open("/review").words
    assert "Wren" in theo.open("/caseload").words
    assert "The sea came back." in theo.open(f"/review/{entry['id']}").words
    assert "The sea came back." not in ada.open("/clinic").words


def test_the_first_link_works_as_well_as_the_code_and_each_once(empty_installation: Installation) -> None:
    link, code = first_clinic(empty_installation)
    form = {"way": "passphrase", "name": "ada@example.org", "passphrase": PASSPHRASE}

    join(empty_installation, token_of(urlsplit(link).path), **form)
    assert accept(empty_installation.someone(), code, **form).status_code == 422
    assert sign_in(empty_installation.someone(), "ada@example.org").one("h1") == "One more proof"


def test_the_first_administrator_needs_a_passphrase(empty_installation: Installation) -> None:
    _link, code = first_clinic(empty_installation)

    assert accept(empty_installation.someone(), code).status_code == 422


def test_every_page_of_somebody_new_opens(empty_installation: Installation) -> None:
    """Nothing has happened yet: no session, no entry, nobody to answer."""
    _link, code = first_clinic(empty_installation)
    form = {"way": "passphrase", "passphrase": PASSPHRASE}
    ada = join(empty_installation, code, name="ada@example.org", **form)
    theo = join(empty_installation, invite(ada, "Theo", role="therapist").code, name="theo@example.org", **form)
    for page in ("/clinic", "/invitations", "/account", "/help"):
        assert ada.open(page).status_code == 200
    for page in ("/review", "/caseload", "/invitations", "/account", "/help"):
        assert theo.open(page).status_code == 200
    wren = join(empty_installation, invite(theo, "Wren").code)
    for page in ("/today", "/prepare", "/journal", "/journal/write", "/course", "/breathe", "/account", "/help"):
        assert wren.open(page).status_code == 200
    (case,) = set(theo.open("/caseload").values("a[href^='/courses/']", "href"))
    assert theo.open(case).status_code == 200


def test_two_clinics_of_one_installation_do_not_see_each_other(empty_installation: Installation) -> None:
    form = {"way": "passphrase", "passphrase": PASSPHRASE}
    people = {}
    for name in ("Sea Clinic", "Hill Clinic"):
        _link, code = first_clinic(empty_installation, name=name)
        people[name] = join(empty_installation, code, name=f"{name}@example.org", **form)

    invite(people["Sea Clinic"], "Theo", role="therapist")
    assert "Theo" in people["Sea Clinic"].open("/invitations").words
    assert "Theo" not in people["Hill Clinic"].open("/invitations").words
    assert "Hill" not in people["Sea Clinic"].open("/clinic").words


def test_the_command_prints_a_code_and_a_link_that_work(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        done = tidemark(tmp_path, "create-clinic", *CLINIC, TIDEMARK_BASE_URL=served.url)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        assert done.stdout.startswith("Sea Clinic is ready. Invite its administrator, Ada Aalto, within 14 days:\n")
        (link,) = re.findall(r"open (\S+)", done.stdout)
        (code, place) = re.findall(r"type the code (\S{8}) at (\S+)", done.stdout)[0]
        assert place == f"{served.url}/join"

        with httpx.Client(headers={"origin": served.url}) as ada:
            for page in (ada.get(link), ada.post(place, data={"code": code})):
                assert page.status_code == 200
                assert "Welcome, Ada Aalto" in page.text
            form = {"secret": code, "way": "passphrase", "name": "ada", "passphrase": PASSPHRASE}
            joined = ada.post(f"{served.url}/join/accept", data=form)
            assert (joined.status_code, joined.headers["location"]) == (303, "/account/second")
            assert ada.get(f"{served.url}/clinic").headers["location"] == "/account/second"
            _second_proof(ada, served.url)
            assert "Sea Clinic" in ada.get(f"{served.url}/clinic").text
            invited = ada.post(f"{served.url}/invitations", data={"name": "Theo", "role": "therapist"})
            assert markup.fromstring(invited.text).cssselect("#the-code")


def _second_proof(ada: httpx.Client, url: str) -> None:
    ada.post(f"{url}/account/one-time/begin")
    (secret,) = markup.fromstring(ada.get(f"{url}/account/one-time").text).cssselect("#the-secret")
    app = pyotp.TOTP(secret.text_content().replace(" ", ""))
    ada.post(f"{url}/account/one-time", data={"code": app.now()})
    assert ada.post(f"{url}/account/codes").status_code == 201


@pytest.mark.parametrize("phone", ["416 555 0199", "4165550199", "+0165550199", "+1416", "+1416555019912345"])
def test_a_phone_that_cannot_be_dialled_from_anywhere_makes_no_clinic(tmp_path: Path, phone: str) -> None:
    wrong = [phone if one.startswith("+1") else one for one in CLINIC]
    done = tidemark(tmp_path, "create-clinic", *wrong)

    assert done.returncode == 1
    assert f"{phone} is not a number as it is dialled from abroad." in done.stderr
    assert not (tmp_path / "tidemark.db").exists()


@pytest.mark.parametrize("lacking", ["--name", "--phone", "--zone", "--admin"])
def test_the_command_says_what_it_lacks(tmp_path: Path, lacking: str) -> None:
    at = CLINIC.index(lacking)
    done = tidemark(tmp_path, "create-clinic", *CLINIC[:at], *CLINIC[at + 2 :])

    assert done.returncode == 2
    assert f"the following arguments are required: {lacking}" in done.stderr
    assert not (tmp_path / "tidemark.db").exists()
