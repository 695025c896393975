"""A new code is a way into somebody's journal: who may make one, and that the patient reads who did."""

from tests.accounts.people import PASSPHRASE, invite, invited, join, recover, recovery_of
from tests.someone import Installation, Someone


def _addresses(staff: Someone) -> list[str]:
    return staff.open("/invitations").values("form[action$='/again']", "action")


def test_an_administrator_makes_no_code_for_a_patient_who_has_joined(
    installation: Installation, theo: Someone, ada: Someone
) -> None:
    code = invite(theo).code
    (address,) = _addresses(ada)
    join(installation, code)

    assert ada.send(address, follow=False).status_code == 404
    assert _addresses(ada) == []


def test_before_they_have_joined_an_administrator_may(theo: Someone, ada: Someone) -> None:
    invite(theo)
    (address,) = _addresses(ada)

    assert len(invited(ada.send(address)).code.replace(" ", "")) == 8


def test_whoever_has_joined_comes_in_again_by_two_of_the_staff_alone(
    installation: Installation, theo: Someone, ada: Someone
) -> None:
    """Else one of them could make a way into anybody's account, in silence."""
    code = invite(theo).code
    patient = _addresses(theo)[0]
    invited_staff = invite(ada, "Lark", role="therapist")
    staff = _addresses(ada)[0]
    join(installation, code)
    join(installation, invited_staff.code, way="passphrase", name="lark@example.org", passphrase=PASSPHRASE)
    for person, address in ((theo, patient), (ada, staff)):
        before = installation.value("select count(*) from invitation")
        assert person.send(address, follow=False).headers["location"].startswith("/recovery/")
        assert installation.value("select count(*) from invitation") == before


def test_the_patient_reads_who_made_a_new_code(installation: Installation, theo: Someone, ada: Someone) -> None:
    first = join(installation, invite(theo).code)
    assert "made a new sign-in code" not in first.open("/course/access").words

    back = join(installation, recover(theo, ada, recovery_of(theo)))

    assert "Theo made a new sign-in code for you" in back.open("/course/access").words
