"""Writes from other sites are refused before anything reads them; a person's words are never taken as another's."""

import pytest

from tests.access.raw import FORM, HOST, ask
from tests.factories import entry_form
from tests.someone import Installation, Opened, Someone

FOREIGN: list[dict[str, str]] = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://clinic.test"},
    {"sec-fetch-site": "something-new"},
    {"sec-fetch-site": ""},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://evil.clinic.test"},
    {"origin": "http://clinic.test.evil.example"},
    {"origin": "http://clinic.test:8080"},
    {"origin": "http://[bad"},
    {"origin": "clinic.test"},
    {"origin": ""},
]
OURS: list[dict[str, str]] = [
    {"sec-fetch-site": "same-origin"},
    {"sec-fetch-site": "none"},
    {"sec-fetch-site": "same-origin", "origin": "null"},
    {"origin": "http://clinic.test"},
    {},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_write_from_another_site_is_refused(lasting: Installation, headers: dict[str, str]) -> None:
    person = _bare(lasting)
    for path in ("/demo/sign-in", "/sign-in", "/join/accept", "/nowhere"):
        answer = _post(person, path, {"person": "noor"}, headers)
        assert answer.status_code == 403, path
        assert "set-cookie" not in answer.headers
        assert "This page is not yours to open." in answer.text


@pytest.mark.parametrize("headers", OURS, ids=str)
def test_a_write_from_ones_own_page_or_a_tool_is_taken(lasting: Installation, headers: dict[str, str]) -> None:
    assert _post(_bare(lasting), "/demo/sign-in", {"person": "noor"}, headers).status_code == 303


def test_a_foreign_write_changes_nothing_for_somebody_who_is_signed_in(installation: Installation) -> None:
    noor = installation.someone("noor")
    form = entry_form(body="Planted by another site.")
    for headers in FOREIGN:
        noor.client.headers.pop("origin", None)
        noor.client.headers.pop("sec-fetch-site", None)
        assert _post(noor, "/journal/entries", form, headers).status_code == 403
        assert _post(noor, "/sign-out", {"everywhere": "1"}, headers).status_code == 403

    assert "Planted by another site." not in noor.open("/journal").words


def test_every_unsafe_method_is_held_to_it(lasting: Installation) -> None:
    foreign = (HOST, FORM, (b"sec-fetch-site", b"cross-site"))
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert ask(lasting, method, b"/sign-in", headers=foreign).status == 403


def test_reading_is_open_to_links_from_other_sites(lasting: Installation) -> None:
    person = _bare(lasting)
    for headers in FOREIGN:
        assert person.client.build_request("GET", "/help", headers=headers).method == "GET"
        assert person._ask("GET", "/help", None, follow=False, headers=headers).status_code == 200


def test_an_origin_without_a_host_header_is_refused(lasting: Installation) -> None:
    headers = (FORM, (b"origin", b"http://clinic.test"))

    assert ask(lasting, "POST", b"/sign-in", headers=headers).status == 403


def test_words_of_one_person_are_never_kept_in_the_name_of_another(installation: Installation) -> None:
    """The phone changed hands between writing and sending."""
    mara, noor = installation.someone("mara"), installation.someone("noor")
    form = entry_form(body="Mara wrote this.")

    refused = noor.outbox("/journal/entries", form, tag=mara.tag())
    assert refused.status_code == 403
    assert "tidemark-kept" not in refused.headers
    assert "Mara wrote this." not in noor.open("/journal").words
    assert mara.outbox("/journal/entries", form).status_code == 200


def test_a_tag_that_is_nobodys_is_refused_and_an_empty_one_is_not(installation: Installation) -> None:
    noor = installation.someone("noor")

    assert noor.outbox("/journal/entries", entry_form(), tag="0" * 24).status_code == 403
    assert noor.outbox("/journal/entries", entry_form(), tag="").status_code == 200


def test_signed_out_a_waiting_write_is_asked_to_sign_in_and_not_taken(installation: Installation) -> None:
    tag = installation.someone("noor").tag()

    answer = installation.someone().outbox("/journal/entries", entry_form(), tag=tag)
    assert answer.status_code == 401
    assert "tidemark-kept" not in answer.headers


def test_a_tag_is_the_same_at_every_sign_in_and_tells_nothing(installation: Installation) -> None:
    tags = [installation.someone(name).tag() for name in ("noor", "noor", "mara")]

    assert tags[0] == tags[1] != tags[2]
    assert all(len(tag) == 24 and int(tag, 16) for tag in tags)


def _bare(installation: Installation) -> Someone:
    person = installation.someone()
    del person.client.headers["sec-fetch-site"], person.client.headers["origin"]
    return person


def _post(person: Someone, path: str, form: dict[str, str], headers: dict[str, str]) -> Opened:
    return person._ask("POST", path, form, follow=False, headers=headers)
