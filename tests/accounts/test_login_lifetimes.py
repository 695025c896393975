"""How long a login lasts, and what its cookie is allowed."""

from collections.abc import Callable
from datetime import timedelta
from http.cookies import Morsel, SimpleCookie

import msgspec

from tests.accounts.people import come_in, give_passphrase, invite, join, sign_in
from tests.someone import Installation, Opened, Someone


def cookie_of(answer: Opened) -> "Morsel[str]":
    """Of the login: the browser has one by which it is known, too."""
    given = answer.response.headers.get_list("set-cookie")
    (morsel,) = (one for text in given for one in SimpleCookie(text).values() if not one.key.endswith("-browser"))
    return morsel


def test_ones_own_phone_stays_signed_in_for_ninety_days(installation: Installation, anyone: Someone) -> None:
    answer = sign_in(anyone, give_passphrase(installation), own="1")

    assert cookie_of(answer)["max-age"] == str(90 * 24 * 3600)
    _ends_after(installation, anyone, timedelta(days=90), used_every=timedelta(days=29))


def test_another_device_stays_signed_in_for_twelve_hours(installation: Installation, anyone: Someone) -> None:
    answer = sign_in(anyone, give_passphrase(installation))

    assert cookie_of(answer)["max-age"] == str(12 * 3600)
    _ends_after(installation, anyone, timedelta(hours=12), used_every=timedelta(minutes=28))


def test_using_a_login_does_not_lengthen_it(installation: Installation, anyone: Someone) -> None:
    sign_in(anyone, give_passphrase(installation))
    for _ in range(36):
        installation.clock.move(timedelta(minutes=20) - timedelta(seconds=1))
        assert anyone.get("/today").status_code == 200

    installation.clock.move(timedelta(seconds=37))
    assert anyone.get("/today").status_code == 303


def test_a_joining_patient_keeps_the_phone_and_joining_staff_do_not(
    installation: Installation, theo: Someone, ada: Someone
) -> None:
    form = {"way": "passphrase", "name": "wren@example.org", "passphrase": "a calm grey sea"}
    patient = installation.someone().send("/join/accept", {"secret": invite(theo).code} | form, follow=False)
    staff = installation.someone().send(
        "/join/accept",
        {"secret": invite(ada, role="therapist").code} | form | {"name": "tern@example.org"},
        follow=False,
    )

    assert cookie_of(patient)["max-age"] == str(90 * 24 * 3600)
    assert cookie_of(staff)["max-age"] == str(12 * 3600)


def test_only_ones_own_phone_keeps_pages_for_when_there_is_no_network(installation: Installation) -> None:
    name = give_passphrase(installation)
    own, shared = installation.someone(), installation.someone()
    sign_in(own, name, own="1")
    sign_in(shared, name)

    assert own.open("/today").values("body", "data-pocket") == ["yes"]
    assert shared.open("/today").values("body", "data-pocket") == ["no"]
    assert own.tag() == shared.tag() != ""


def test_staff_never_get_a_pocket(installation: Installation) -> None:
    person = installation.someone()
    come_in(person, give_passphrase(installation, "theo"), own="1")

    body = person.open("/review").tree.cssselect("body")[0]
    assert (body.get("data-pocket"), body.get("data-role")) == ("no", "staff")


def test_the_cookie_is_hidden_from_scripts_and_other_sites(installation: Installation, anyone: Someone) -> None:
    cookie = cookie_of(sign_in(anyone, give_passphrase(installation)))

    assert cookie.key == "tidemark"
    assert cookie["httponly"] is True
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("lax", "/", "")
    assert cookie["secure"] == ""


def test_behind_https_the_cookie_is_secure_and_bound_to_the_host(installation: Installation, kind: str) -> None:
    safe = behind_https(installation)
    person = safe.someone()

    cookie = cookie_of(sign_in(person, give_passphrase(safe)))
    assert (cookie.key, cookie["secure"], cookie["path"], cookie["domain"]) == ("__Host-tidemark", True, "/", "")
    person.client.cookies.clear()
    person.client.headers["cookie"] = f"__Host-tidemark={cookie.value}"
    assert person.get("/today").status_code == 200
    gone = cookie_of(person.send("/sign-out", follow=False))
    assert (gone.key, gone["secure"], gone["max-age"], gone["path"]) == ("__Host-tidemark", True, "0", "/")


def test_behind_https_a_cookie_without_the_prefix_opens_nothing(installation: Installation) -> None:
    safe = behind_https(installation)
    person = safe.someone()
    cookie = cookie_of(sign_in(person, give_passphrase(safe)))

    person.client.cookies.clear()
    person.client.headers["cookie"] = f"tidemark={cookie.value}"
    assert person.get("/today").status_code == 303


def test_a_right_token_among_other_cookies_is_found(installation: Installation, anyone: Someone) -> None:
    token = cookie_of(sign_in(anyone, give_passphrase(installation))).value
    anyone.client.cookies.clear()
    for header in (f"a=b; tidemark={token}", f"tidemark={token};c", f"xtidemark=1;  tidemark={token} "):
        anyone.client.headers["cookie"] = header
        assert anyone.get("/today").status_code == 200


def test_a_cookie_of_rubbish_is_nobody(anyone: Someone) -> None:
    for header in ("tidemark=", "tidemark", ";;;=", "tidemark=" + "a" * 20_000, "tidemark='--"):
        anyone.client.headers["cookie"] = header
        assert anyone.get("/today").status_code == 303


def test_a_joined_device_login_ends_after_ninety_days_too(installation: Installation, theo: Someone) -> None:
    wren = join(installation, invite(theo).code)

    _ends_after(installation, wren, timedelta(days=90), used_every=timedelta(days=29))


def behind_https(installation: Installation) -> Installation:
    house = installation.house
    house.settings = msgspec.structs.replace(house.settings, base_url="https://clinic.test")
    return Installation(house, installation.loop, installation.clock)


def _ends_after(installation: Installation, person: Someone, life: timedelta, used_every: timedelta) -> None:
    asked: Callable[[], int] = lambda: person.get("/today").status_code  # noqa: E731
    left = life - timedelta(seconds=1)
    while left:
        by = min(left, used_every)
        installation.clock.move(by)
        left -= by
        assert asked() == 200
    installation.clock.move(timedelta(seconds=2))
    assert asked() == 303
