"""Two devices or tabs change one entry: both texts are kept side by side until the patient chooses or keeps both."""

from uuid import uuid4

import pytest

from tests.factories import entry_form
from tests.journal.shown import elements
from tests.someone import Installation, Opened, Someone

GROWN = "select parents from entry_version where id = :id"


def later(entry: str, body: str, parent: str, **more: str) -> dict[str, str]:
    """A later version as the edit page sends it."""
    return entry_form(body) | {"id": entry, "parent": parent, "version": str(uuid4())} | more


@pytest.fixture
def first(mara: Someone) -> dict[str, str]:
    form = entry_form("The sea came back.", version=str(uuid4()))
    mara.send("/journal/entries", form)
    return form


def words(person: Someone, entry: str) -> list[str]:
    return elements(person.open(f"/journal/entries/{entry}"), "entry-body")


def fields(page: Opened, action: str) -> list[dict[str, str]]:
    """What each form of this action sends."""
    return [
        {one.get("name"): one.get("value", "") for one in form.cssselect("input")}
        for form in page.tree.cssselect(f"form[action$='{action}']")
    ]


def test_a_later_version_takes_the_place_of_the_one_it_grew_from(mara: Someone, first: dict[str, str]) -> None:
    mara.send("/journal/entries", later(first["id"], "The sea went out.", first["version"]))

    assert words(mara, first["id"]) == ["The sea went out."]
    assert "The sea came back." not in elements(mara.open("/journal"), "entry-body")
    assert "2 versions are kept" in mara.open(f"/journal/entries/{first['id']}").words


def test_the_edit_page_brings_the_words_and_names_what_they_grew_from(mara: Someone, first: dict[str, str]) -> None:
    page = mara.open(f"/journal/entries/{first['id']}/edit")

    assert page.tree.cssselect("textarea[name=body]")[0].text.strip() == "The sea came back."
    assert page.values("[name=parent]", "value") == [first["version"]]
    assert page.values("form#entry", "data-draft") == [f"entry-{first['id']}"]


def test_a_version_may_name_its_parent_by_number(installation: Installation, mara: Someone) -> None:
    form = entry_form("One.")
    mara.send("/journal/entries", form)
    mara.send("/journal/entries", later(form["id"], "Two.", "1"))

    assert words(mara, form["id"]) == ["Two."]


def test_a_stale_page_never_writes_over_newer_words(mara: Someone, first: dict[str, str]) -> None:
    mara.send("/journal/entries", later(first["id"], "From the phone.", first["version"]))
    mara.send("/journal/entries", later(first["id"], "From the tablet.", first["version"]))

    page = mara.open(f"/journal/entries/{first['id']}")
    assert elements(page, "entry-body") == ["From the phone.", "From the tablet."]
    assert "Two versions of this entry are kept" in page.words
    assert "Two versions are kept. Choose, or keep both" in mara.open("/journal").words


def test_one_is_chosen_and_the_other_stays_among_the_earlier_ones(mara: Someone, first: dict[str, str]) -> None:
    for body in ("From the phone.", "From the tablet."):
        mara.send("/journal/entries", later(first["id"], body, first["version"]))
    choices = fields(mara.open(f"/journal/entries/{first['id']}"), "/choose")
    for _time in range(3):
        mara.send(f"/journal/entries/{first['id']}/choose", choices[0])

    assert words(mara, first["id"]) == ["From the phone."]
    page = mara.open(f"/journal/entries/{first['id']}/versions?show=3")
    assert elements(page, "entry-body") == ["From the tablet."]
    assert page.words.count("Version 4, ") == 1


def test_both_are_kept_as_entries_of_their_own_once(mara: Someone, first: dict[str, str]) -> None:
    for body in ("From the phone.", "From the tablet."):
        mara.send("/journal/entries", later(first["id"], body, first["version"]))
    (both,) = fields(mara.open(f"/journal/entries/{first['id']}"), "/apart")
    for _time in range(3):
        mara.send(f"/journal/entries/{first['id']}/apart", both)

    on_list = elements(mara.open("/journal"), "entry-body")
    assert [on_list.count(body) for body in ("From the phone.", "From the tablet.")] == [1, 1]
    assert words(mara, first["id"]) == ["From the phone."]


def test_what_came_while_choosing_stands_beside_the_choice(mara: Someone, first: dict[str, str]) -> None:
    for body in ("Phone.", "Tablet."):
        mara.send("/journal/entries", later(first["id"], body, first["version"]))
    choices = fields(mara.open(f"/journal/entries/{first['id']}"), "/choose")
    mara.send("/journal/entries", later(first["id"], "Laptop.", first["version"]))
    mara.send(f"/journal/entries/{first['id']}/choose", choices[1])

    assert words(mara, first["id"]) == ["Laptop.", "Tablet."]


def test_an_earlier_version_comes_back_and_nothing_is_lost(mara: Someone, first: dict[str, str]) -> None:
    mara.send("/journal/entries", later(first["id"], "Spoilt.", first["version"]))
    page = mara.open(f"/journal/entries/{first['id']}/versions?show=1")
    (back,) = fields(page, "/choose")
    for _time in range(2):
        mara.send(f"/journal/entries/{first['id']}/choose", back)

    assert words(mara, first["id"]) == ["The sea came back."]
    assert "Version 2, " in mara.open(f"/journal/entries/{first['id']}/versions").words


def test_a_version_that_arrives_before_the_one_it_grew_from_is_kept_and_stands(mara: Someone) -> None:
    form = entry_form("One.", version=str(uuid4()))
    child = later(form["id"], "Two.", form["version"])
    for sent in (child, form, child, form):
        assert mara.send("/journal/entries", sent).status_code == 200

    assert words(mara, form["id"]) == ["Two."]
    assert "2 versions are kept" in mara.open(f"/journal/entries/{form['id']}").words


def test_other_words_under_a_version_that_is_known_are_kept_too(mara: Someone, first: dict[str, str]) -> None:
    for _time in range(2):
        mara.send("/journal/entries", first | {"body": "Something else."})

    assert set(words(mara, first["id"])) == {"The sea came back.", "Something else."}


def test_a_version_id_of_another_entry_hides_nothing(
    mara: Someone, iris: Someone, first: dict[str, str], installation: Installation
) -> None:
    mine = entry_form("Mine.", version=first["version"])
    assert iris.send("/journal/entries", mine).status_code == 200

    assert words(iris, mine["id"]) == ["Mine."]
    assert words(mara, first["id"]) == ["The sea came back."]


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("choose", {"keep": "x", "parent": ""}),
        ("choose", {"keep": str(uuid4()), "parent": ""}),
        ("choose", {}),
        ("apart", {"first": str(uuid4()), "parent": "1 2"}),
        ("apart", {}),
    ],
)
def test_a_choice_that_names_nothing_changes_nothing(
    mara: Someone, first: dict[str, str], path: str, form: dict[str, str]
) -> None:
    assert mara.send(f"/journal/entries/{first['id']}/{path}", form).status_code == 422
    assert words(mara, first["id"]) == ["The sea came back."]


@pytest.mark.parametrize("parent", ["nonsense", "1 two", " ".join(str(uuid4()) for _one in range(21))])
def test_a_parent_that_cannot_be_one_keeps_what_was_typed(mara: Someone, first: dict[str, str], parent: str) -> None:
    page = mara.send("/journal/entries", later(first["id"], "Still here.", parent))

    assert page.status_code == 422
    assert "Still here." in page.tree.cssselect("textarea[name=body]")[0].text


@pytest.mark.parametrize("path", ["", "/edit", "/versions", "/delete"])
def test_another_patients_entry_has_no_pages(iris: Someone, first: dict[str, str], path: str) -> None:
    assert iris.get(f"/journal/entries/{first['id']}{path}").status_code == 404


@pytest.mark.parametrize("path", ["choose", "apart", "delete"])
def test_another_patients_entry_cannot_be_changed(
    mara: Someone, iris: Someone, first: dict[str, str], path: str
) -> None:
    form = {"keep": first["version"], "first": first["version"], "parent": first["version"]}
    assert iris.send(f"/journal/entries/{first['id']}/{path}", form).status_code == 404
    assert words(mara, first["id"]) == ["The sea came back."]
