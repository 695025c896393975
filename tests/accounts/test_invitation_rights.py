"""Who may invite whom, and whose invitations can be seen, renewed or withdrawn."""

from datetime import timedelta

from tests.accounts.people import Invitation, accept, alerts, invite, invited, join, recover, recovery_of
from tests.factories import entry_form
from tests.someone import Installation, Opened, Someone

STAFF = ("therapist", "prescriber", "admin")


def test_an_administrator_invites_staff_of_every_role(installation: Installation, ada: Someone) -> None:
    homes = []
    for role in STAFF:
        made = invite(ada, f"New {role}", role=role)
        form = {"way": "passphrase", "name": f"{role}@example.org", "passphrase": "a calm grey sea"}
        homes.append(accept(installation.someone(), made.code, **form).headers["location"])

    assert homes == ["/account/second"] * 3, "staff first set up a second proof"


def test_nobody_else_invites_staff(installation: Installation, theo: Someone, pria: Someone) -> None:
    before = installation.value("select count(*) from person")
    for person in (theo, pria):
        for role in STAFF:
            answer = person.send("/invitations", {"name": "Wren", "role": role})
            assert answer.status_code == 422
            assert "Only an administrator invites staff." in answer.words
        assert not person.open("/invitations").tree.cssselect("select[name=role]")
    assert installation.value("select count(*) from person") == before


def test_an_unknown_role_is_refused(ada: Someone) -> None:
    answer = ada.send("/invitations", {"name": "Wren", "role": "owner"})

    assert answer.status_code == 422
    assert "Please choose one of the answers shown." in alerts(answer)


def test_a_clinician_cannot_take_over_a_colleagues_account(
    installation: Installation, ada: Someone, theo: Someone, pria: Someone
) -> None:
    """A new code is a way in: for staff, only the administrator makes one."""
    for role in STAFF:
        invite(ada, f"New {role}", role=role)
    addresses = ada.open("/invitations").values("form[action*='/invitations/']", "action")
    assert len(addresses) == 6

    for person in (theo, pria):
        assert "New admin" not in person.open("/invitations").words
        assert [person.send(address).status_code for address in addresses] == [404] * 6
    assert installation.value("select count(*) from invitation where withdrawn_at is not null") == 0


def test_a_clinician_cannot_take_over_the_account_of_anothers_patient(
    installation: Installation, ada: Someone, theo: Someone
) -> None:
    lark = _therapist(installation, ada, "Lark")
    invite(theo, "Heron")
    addresses = theo.open("/invitations").values("form[action*='/invitations/']", "action")

    assert "Heron" not in lark.open("/invitations").words
    assert [lark.send(address).status_code for address in addresses] == [404, 404]


def test_who_invited_for_a_colleague_still_sees_how_it_stands(
    installation: Installation, ada: Someone, theo: Someone
) -> None:
    lark = _therapist(installation, ada, "Lark")
    (hers,) = [one.get("value") for one in theo.open("/invitations").tree.cssselect("option") if one.text == "Lark"]
    invite(theo, "Wren", therapist=hers)

    for person in (theo, lark, ada):
        assert "Wren" in person.open("/invitations").words
    assert "Wren" not in theo.open("/caseload").words


def test_the_invitations_of_another_clinic_are_invisible_and_untouchable(
    installation: Installation, theo: Someone, otto: Someone
) -> None:
    made = invite(theo, "Heron")
    addresses = theo.open("/invitations").values("form[action*='/invitations/']", "action")

    assert "Heron" not in otto.open("/invitations").words
    assert [otto.send(address).status_code for address in addresses] == [404, 404]
    join(installation, made.code)


def test_patients_have_nothing_to_do_with_invitations(theo: Someone, noor: Someone, anyone: Someone) -> None:
    invite(theo)
    addresses = theo.open("/invitations").values("form[action*='/invitations/']", "action")

    assert noor.get("/invitations").status_code == 403
    assert noor.send("/invitations", {"name": "Wren"}).status_code == 403
    for address in addresses:
        assert noor.send(address).status_code == 403
        assert anyone.send(address).status_code == 401


def test_a_new_code_ends_the_one_before(installation: Installation, theo: Someone, anyone: Someone) -> None:
    first = invite(theo, "Wren")
    second = _again(theo)

    assert first.code != second.code
    assert second.page.one("h1") == "Invitation for Wren"
    for secret in (first.code, first.path.rsplit("/", 1)[-1]):
        assert accept(anyone, secret).status_code == 422
    join(installation, second.code)


def test_a_new_code_lets_somebody_in_again_after_a_lost_phone(
    installation: Installation, theo: Someone, ada: Someone
) -> None:
    wren = join(installation, invite(theo, "Wren").code)
    wren.send("/journal/entries", entry_form("Before the phone was lost."))
    tag = wren.tag()
    found = join(installation, recover(theo, ada, recovery_of(theo)))

    assert found.tag() == tag
    assert "Before the phone was lost." in found.open("/journal").all("entry-body")


def test_joining_anew_signs_out_the_phone_that_was_lost(
    installation: Installation, theo: Someone, ada: Someone
) -> None:
    """And shows whoever still holds it that somebody else came in."""
    lost, mara = join(installation, invite(theo, "Wren").code), installation.someone("mara")
    again = recover(theo, ada, recovery_of(theo))
    assert lost.get("/today").status_code == 200, "looking at a code, or making one, ends nothing"
    found = join(installation, again)

    assert lost.get("/today").status_code == 303
    assert [person.get("/today").status_code for person in (found, mara)] == [200, 200]


def test_a_withdrawn_invitation_opens_nothing(installation: Installation, theo: Someone, anyone: Someone) -> None:
    made = invite(theo, "Wren")
    (address,) = theo.open("/invitations").values("form[action$='/withdraw']", "action")

    page = theo.send(address)
    assert page.all("state") == ["Withdrawn"]
    assert anyone.get(made.path).status_code == 422
    assert accept(anyone, made.code).status_code == 422
    assert theo.send(address).status_code == 404


def test_a_used_invitation_cannot_be_withdrawn(installation: Installation, theo: Someone) -> None:
    made = invite(theo, "Wren")
    (address,) = theo.open("/invitations").values("form[action$='/withdraw']", "action")
    installation.clock.move(timedelta(minutes=1))
    join(installation, made.code)

    assert theo.send(address).status_code == 404
    assert theo.open("/invitations").all("state") == ["Joined 25 November"]


def _again(staff: Someone) -> Invitation:
    page: Opened = staff.open("/invitations")
    return invited(staff.send(page.values("form[action$='/again']", "action")[0]))


def _therapist(installation: Installation, ada: Someone, name: str) -> Someone:
    made = invite(ada, name, role="therapist")
    form = {"way": "passphrase", "name": f"{name}@example.org", "passphrase": "a calm grey sea"}
    return join(installation, made.code, **form)
