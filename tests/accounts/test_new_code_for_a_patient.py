"""A new code is a way into somebody's journal: who may make one, and that the patient reads who did."""

from tests.accounts.people import invite, invited, join
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


def test_the_patient_reads_who_made_a_new_code(installation: Installation, theo: Someone) -> None:
    first = join(installation, invite(theo).code)
    assert "made a new sign-in code" not in first.open("/course/access").words

    again = invited(theo.send(_addresses(theo)[0]))
    back = join(installation, again.code)

    assert "Theo made a new sign-in code for you" in back.open("/course/access").words
