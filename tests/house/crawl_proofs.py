"""What is done in a day about signing in: passkeys, codes of an app and on paper, and letting somebody in again."""

from server.accounts.one_time import look_at_secrets
from server.accounts.proofs import prove_by_passphrase
from server.demo_cast import CAST_IDS
from tests.accounts.authenticator import Authenticator, enrol, enter
from tests.accounts.people import PASSPHRASE, join, recovery_of
from tests.accounts.second import code_now, make_codes, prove, set_up_second
from tests.someone import Installation, Someone

ROBIN = "select id from person where sign_in_name = 'robin'"


def prove_oneself(installation: Installation, people: dict[str, Someone]) -> None:
    theo, pria, ada = (people[name] for name in ("theo", "pria", "ada"))
    robin = installation.someone()
    robin.send("/sign-in", {"name": "robin", "passphrase": "a kettle in the rain"})
    device = Authenticator()
    enrol(robin, device)
    enrol(robin, device)
    page = robin.open("/account/passkeys")
    robin.send(page.values("form[action$='/name']", "action")[0], {"name": "A phone"})
    robin.send(page.values("form[action$='/name']", "action")[0], {"name": ""})
    enter(installation.someone(), device)
    enter(installation.someone(), Authenticator())
    app, codes = set_up_second(robin)
    codes = make_codes(robin)
    for page_of in ("/account/second", "/account/one-time", "/account/codes", "/account/recovery"):
        robin.open(page_of)
    for code in ("000000", codes[0], code_now(robin, app, 1)):
        somebody = installation.someone()
        prove(somebody, somebody.send("/sign-in", {"name": "robin", "passphrase": "a kettle in the rain"}), code)
    somebody = installation.someone()
    step = somebody.send("/sign-in", {"name": "robin", "passphrase": "a kettle in the rain"})
    for code in ("000000", codes[1]):
        prove(somebody, step, code)
    device.count = 0
    enter(installation.someone(), device)
    robin.send(page.values("form[action$='/remove']", "action")[0])
    robin.send("/account/one-time/remove")
    installation.run(lambda: _by_passphrase(installation))
    _tell(installation, theo, robin)
    _let_in(installation, (theo, pria, ada), robin)
    invited = ada.send("/invitations", {"name": "Sage", "role": "prescriber"})
    assert join(installation, invited.one("#the-code"), way="passphrase", name="sage", passphrase=PASSPHRASE)


def _tell(installation: Installation, theo: Someone, robin: Someone) -> None:
    """What is told of how one signs in; and a code that only proves, of somebody who has nothing else."""
    robin.open("/account/told")
    robin.send("/account/told/known", {"until": "z"})
    robin.open("/account/passphrase")
    robin.send("/account/passphrase", {"name": "theo", "passphrase": "a kettle in the rain"})
    robin.send("/account/passphrase", {"name": "robin", "passphrase": "a kettle in the rain"})
    theo.send(f"/recovery/{installation.value(ROBIN)}/proof")
    tern = join(installation, theo.send("/invitations", {"name": "Tern"}).one("#the-code"))
    here = recovery_of(theo, "Tern")
    theo.open(here)
    for deed in ("/account/told/stop", "/account/told/known"):
        code = theo.send(f"{here}/proof").one("#the-code")
        tern.send("/account/prove", {"proof-way": "code", "proof-word": code})
        tern.open("/account/told")
        theo.send(f"{here}/proof")
        tern.send(deed, {"until": "z"})
    for _time in range(2):
        code = tern.send("/account/devices/code").one("#the-code")
    app = installation.someone()
    app.send("/join", {"code": code})
    app.send("/join/device", {"secret": code, "own": "1"})
    app.send("/join/device", {"secret": code, "own": "1"})


async def _by_passphrase(installation: Installation) -> None:
    async with installation.house.db.reading() as reader:
        assert (await look_at_secrets(reader, installation.house.vault))[1] == []
        assert not await prove_by_passphrase(reader, CAST_IDS["theo"], "not this one at all")


def _let_in(installation: Installation, staff: tuple[Someone, Someone, Someone], robin: Someone) -> None:
    theo, pria, ada = staff
    for person in (str(installation.value(ROBIN)), CAST_IDS["theo"]):
        here = f"/recovery/{person}"
        begins = ada if person == CAST_IDS["theo"] else theo
        for deed in ("code", "confirm", "stop", "begin", "begin", "confirm"):
            begins.send(f"{here}/{deed}")
        pria.send(f"{here}/confirm")
        ada.open("/recovery")
        begins.open(here)
    robin.open("/account/recovery")
    code = theo.send(f"/recovery/{installation.value(ROBIN)}/code").one("#the-code")
    installation.someone().send("/join/accept", {"secret": code, "way": "device"})
    theo.open("/review")
    theo.send("/account/recovery/stop")
