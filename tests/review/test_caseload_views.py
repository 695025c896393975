"""Looking through the caseload by name and by reason, and views that one keeps."""

from uuid import uuid4

import pytest

from tests.someone import Opened, Someone


def search(person: Someone, asked: str = "", reason: str = "") -> Opened:
    return person.send("/caseload/search", {"asked": asked, "reason": reason})


def names(page: Opened) -> list[str]:
    return ["".join(one.itertext()) for one in page.tree.cssselect(".cases b")]


def test_looking_for_a_name_leaves_it_in_no_address_and_shows_who_has_it(theo: Someone) -> None:
    page = search(theo, "no")

    assert names(page) == ["Noor"]
    assert page.path == "/caseload/search"
    assert not [link for link in page.values("a", "href") if str(link).rpartition("=")[2] == "no"]
    assert "Nobody of your caseload, just now." in search(theo, "sol").words


@pytest.mark.parametrize(
    ("reason", "found"),
    [("soon", ["Noor"]), ("waits", ["Mara"]), ("nothing planned", ["Iris"]), ("flag", []), ("quiet", [])],
)
def test_one_reason_alone_shows_those_who_stand_there_for_it(theo: Someone, reason: str, found: list[str]) -> None:
    assert names(search(theo, "", reason)) == found
    assert names(theo.open(f"/caseload?reason={reason}")) == found


def keep(person: Someone, name: str, **what: str) -> Opened:
    return person.send("/caseload/views", {"id": str(uuid4()), "name": name, "asked": "", "reason": ""} | what)


def test_a_view_is_kept_opened_and_taken_out_again(theo: Someone, pria: Someone) -> None:
    page = keep(theo, "Mine to read", reason="waits")
    assert names(page) == ["Mara"]
    assert "Mine to read" in theo.open("/caseload").words
    assert pria.get(page.path).status_code == 404
    assert "Mine to read" not in pria.open("/caseload").words

    pria.send(f"{page.path}/remove")
    assert theo.open(page.path).status_code == 200
    theo.send(f"{page.path}/remove")

    assert theo.get(page.path).status_code == 404
    assert "Mine to read" not in theo.open("/caseload").words


def test_the_same_view_sent_twice_is_kept_once_and_the_whole_list_is_none(theo: Someone) -> None:
    form = {"id": str(uuid4()), "name": "Soon", "asked": "", "reason": "soon"}
    for _time in range(2):
        theo.send("/caseload/views", form)
    refused = keep(theo, "Everybody")

    assert theo.open("/caseload").words.count("Soon") == 1
    assert refused.status_code == 422
    assert "this would be the whole list" in refused.one("#name-error")


def test_a_thirteenth_view_is_refused_with_its_name_kept(theo: Someone) -> None:
    for number in range(12):
        keep(theo, f"View {number}", asked="m")
    refused = keep(theo, "One more", asked="m")

    assert refused.status_code == 409
    assert "12 views are kept already." in refused.words
    assert refused.values("#name") == ["One more"]


def test_a_long_name_is_refused_beside_its_field_and_kept(theo: Someone) -> None:
    refused = search(theo, "x" * 61)

    assert refused.status_code == 422
    assert refused.values("#asked") == ["x" * 61]
    assert refused.tree.cssselect("#asked-error")
