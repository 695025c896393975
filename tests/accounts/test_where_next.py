"""After signing in: on to the page that was asked for, never to another site."""

from urllib.parse import unquote

import pytest

from server.accounts.sign_in import safe_path
from tests.accounts.people import give_passphrase, sign_in
from tests.someone import Installation, Someone

ELSEWHERE = (
    "//evil.example", "/\\evil.example", "https://evil.example", "http:evil.example", "javascript:alert(1)",
    "\\\\evil.example", "/a\\b", "evil.example", "/\t/evil.example", "/\r\nSet-Cookie: a=b", "/\x00", "", "/sign-in",
    "/sign-in?next=/today", " //evil.example", "/\u2028",
)  # fmt: skip


@pytest.mark.parametrize("path", ELSEWHERE)
def test_a_way_to_elsewhere_is_not_followed(path: str) -> None:
    assert safe_path(path) == ""


@pytest.mark.parametrize("path", ["/today", "/journal?page=2", "/prepare/lessons/body-and-mind", "/a//b"])
def test_a_page_of_ours_is_followed(path: str) -> None:
    assert safe_path(path) == path


def test_signing_in_leads_to_the_page_that_was_asked_for(installation: Installation, anyone: Someone) -> None:
    name = give_passphrase(installation)

    asked = anyone.get("/journal", follow=True)
    (wanted,) = asked.values("input[name=next]")

    assert sign_in(anyone, name, next=wanted).headers["location"] == "/journal"


def test_signing_in_never_leads_to_another_site(installation: Installation) -> None:
    name = give_passphrase(installation)
    for path in ELSEWHERE[:5]:
        assert sign_in(installation.someone(), name, next=path).headers["location"] == "/today"
        shown = installation.someone().client.build_request("GET", "/sign-in", params={"next": path})
        assert installation.someone().get(shown.url.raw_path.decode()).values("input[name=next]") == [""]


def test_a_page_with_letters_of_any_script_is_returned_to(installation: Installation, anyone: Someone) -> None:
    name = give_passphrase(installation)

    answer = sign_in(anyone, name, next="/prepare/lessons/☃?a=é")
    assert (answer.status_code, answer.headers["location"]) == (303, "/prepare/lessons/%E2%98%83?a=%C3%A9")


def test_an_odd_address_leads_to_the_sign_in_and_back_to_itself(anyone: Someone) -> None:
    for odd in ("%E2%98%83", "%C3%A9", "a%26b%3Dc%23d", "a%0d%0aX-Evil:%201", "%00", "a%3Fb%25c"):
        sent = anyone.get(f"/prepare/lessons/{odd}")

        assert sent.status_code == 303
        assert "x-evil" not in sent.headers
        (back,) = anyone.get(sent.headers["location"]).values("input[name=next]")
        assert unquote(back) == unquote(f"/prepare/lessons/{odd}")
