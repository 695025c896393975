"""One's devices: each is listed with its kind and times, and any of one's own can be signed out."""

from datetime import timedelta

from tests.accounts.people import give_passphrase, sign_in
from tests.someone import Installation, Opened, Someone

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X)"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"


def test_every_device_is_listed_by_its_kind_newest_first(installation: Installation) -> None:
    name = give_passphrase(installation, "iris")
    phone, laptop = _on(installation, PHONE), _on(installation, LAPTOP)
    sign_in(phone, name, own="1")
    installation.clock.move(timedelta(hours=1))
    sign_in(laptop, name)

    assert _devices(laptop.open("/account")) == ["Windows computer this one", "iPhone"]
    assert _devices(phone.open("/account")) == ["Windows computer", "iPhone this one"]


def test_kinds_of_devices_are_told_apart(installation: Installation) -> None:
    name = give_passphrase(installation, "iris")
    for agent, kind in (
        ("Mozilla/5.0 (iPad; CPU OS 26_0)", "iPad"),
        ("Mozilla/5.0 (Linux; Android 16; Pixel 9)", "Android phone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "Mac"),
        ("Mozilla/5.0 (X11; CrOS x86_64)", "Chromebook"),
        ("Mozilla/5.0 (X11; Linux x86_64)", "Linux computer"),
        ("<script>alert(1)</script>", "Another device"),
    ):
        person = _on(installation, agent)
        sign_in(person, name)
        assert f"{kind} this one" in _devices(person.open("/account"))


def test_when_a_device_was_last_seen_is_said_to_ten_minutes(installation: Installation, noor: Someone) -> None:
    installation.clock.move(timedelta(hours=3))

    assert "last seen 25 November, 1:00 pm" in noor.open("/account").words


def test_a_device_can_be_signed_out_from_another(installation: Installation) -> None:
    phone, laptop = installation.someone("noor"), installation.someone("noor")

    page = laptop.send(_end(laptop.open("/account")))

    assert phone.get("/today").status_code == 303
    assert laptop.get("/today").status_code == 200
    assert len(_devices(page)) == 1


def test_ending_ones_own_device_by_its_address_signs_out_here(installation: Installation) -> None:
    phone, laptop = installation.someone("noor"), installation.someone("noor")
    of_the_phone = _end(laptop.open("/account"))

    answer = phone.send(of_the_phone, follow=False)

    assert answer.headers["location"] == "/sign-in?ended=1"
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert laptop.get("/today").status_code == 200


def test_nobody_can_end_anothers_device(installation: Installation) -> None:
    phone, laptop = installation.someone("noor"), installation.someone("noor")
    hers = _end(laptop.open("/account"))

    for name in ("mara", "theo", "pria", "ada", "otto", "sol"):
        assert installation.someone(name).send(hers).status_code == 404
    assert phone.get("/today").status_code == 200


def test_a_device_that_was_ended_or_never_was_is_not_found(installation: Installation) -> None:
    phone, laptop = installation.someone("noor"), installation.someone("noor")
    of_the_phone = _end(laptop.open("/account"))

    assert laptop.send(of_the_phone).status_code == 200
    for path in (of_the_phone, "/account/devices/0199c000-0000-7000-8000-0000000000ee/end", "/account/devices/1/end"):
        assert laptop.send(path).status_code == 404
    assert phone.get("/account").status_code == 303


def test_ended_and_expired_logins_are_not_listed(installation: Installation) -> None:
    name = give_passphrase(installation, "iris")
    sign_in(_on(installation, LAPTOP), name)
    gone = _on(installation, PHONE)
    sign_in(gone, name, own="1")
    gone.send("/sign-out")
    installation.clock.move(timedelta(hours=13))
    here = _on(installation, PHONE)
    sign_in(here, name)

    assert _devices(here.open("/account")) == ["iPhone this one"]


def test_who_has_no_passphrase_is_told_what_signing_out_means(installation: Installation, noor: Someone) -> None:
    said = "Signed out, you need a new code from your clinic."
    assert said in noor.open("/account").words

    give_passphrase(installation)
    assert said not in noor.open("/account").words


def _on(installation: Installation, agent: str) -> Someone:
    person = installation.someone()
    person.client.headers["user-agent"] = agent
    return person


def _devices(page: Opened) -> list[str]:
    lines = page.tree.cssselect("section[aria-labelledby=devices] li p")
    return [" ".join(line.text_content().split()).split("Signed in")[0].strip() for line in lines]


def _end(page: Opened) -> str:
    """The address that the button of the other device posts to."""
    (address,) = page.values("form[action*='/account/devices/']", "action")
    return address
