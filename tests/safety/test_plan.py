"""The safety plan in the hands of its owner: read calmly, written again and again, and nothing written over (Y-37)."""

from uuid import uuid4

from server.safety.plan import content
from tests.safety.planned import HERE, parts, plan_form, share, write
from tests.session_day.days import course_of
from tests.someone import Installation, Someone

TITLES = {one.id: one.title for one in content().parts}


def test_y_37_it_is_read_without_a_field_and_every_number_in_it_can_be_called(iris: Someone) -> None:
    page = write(iris, signs="I stop answering.", people="Ruth, 416 555 0177", person="Sam", phone="(416) 555-0199")

    assert page.path == HERE
    assert parts(page) == {TITLES["signs"]: "I stop answering.", TITLES["people"]: "Ruth, 416 555 0177"}
    calls = page.values("a[href^='tel:']", "href")
    assert {"tel:4165550177", "tel:4165550199", "tel:911", "tel:988", "tel:+14165550142"} <= set(calls)
    assert page.values("main textarea, main input:not([type=hidden])", "name") == []


def test_who_may_read_it_is_asked_when_it_is_written(iris: Someone) -> None:
    form = plan_form(signs="I stop answering.")
    del form["shared"]
    refused = iris.send(HERE, form)

    assert refused.status_code == 422
    assert refused.values("#wrong a", "href") == ["#shared"]
    assert refused.one("#signs") == "I stop answering."
    assert iris.open(f"{HERE}/edit").values("[name=shared][checked]") == [], "nothing is chosen for anybody"
    write(iris, signs="I stop answering.", shared="1")
    assert iris.open(f"{HERE}/edit").values("[name=shared][checked]") == ["1"]


def test_a_number_that_is_none_is_named_and_what_was_typed_is_kept(iris: Someone) -> None:
    refused = iris.send(HERE, plan_form(phone="ask mother", signs="x" * 1501))

    assert refused.status_code == 422
    assert refused.values("#wrong a", "href") == ["#signs", "#phone"]
    assert refused.values("#phone") == ["ask mother"]


def test_every_version_stays_to_be_read(iris: Someone) -> None:
    write(iris, signs="I stop answering.")
    write(iris, signs="I sleep in my clothes.")

    assert parts(iris.open(HERE)) == {TITLES["signs"]: "I sleep in my clothes."}
    history = iris.open(f"{HERE}/history")
    assert [one.text_content().partition(",")[0] for one in history.tree.cssselect("summary")] == [
        "Version 2", "Version 1",
    ]  # fmt: skip
    assert "I stop answering." in history.words


def test_two_devices_keep_both_texts_and_the_next_writing_brings_them_together(iris: Someone) -> None:
    write(iris, signs="I stop answering.")
    parent = iris.open(f"{HERE}/edit").values("[name=parent]")[0]
    for said in ("From the phone.", "From the laptop."):
        iris.send(HERE, plan_form(parent=parent, signs=said))
    both = iris.open(HERE)
    assert "From the phone." in both.words
    assert "From the laptop." in both.words
    assert "I stop answering." not in both.words

    edit = iris.open(f"{HERE}/edit")
    assert edit.tree.cssselect("#signs")[0].text_content() == "From the phone.\nFrom the laptop."
    assert len(edit.values("[name=parent]")[0].split()) == 2
    write(iris, signs="From both.")
    assert parts(iris.open(HERE)) == {TITLES["signs"]: "From both."}


def test_sent_three_times_it_is_one_version_and_other_words_are_kept_beside_it(iris: Someone) -> None:
    form = plan_form(signs="I stop answering.")
    for _time in range(3):
        iris.outbox(HERE, form)
    assert len(iris.open(f"{HERE}/history").tree.cssselect("summary")) == 1
    for _time in range(2):
        iris.outbox(HERE, form | {"signs": "Other words."})
    assert len(iris.open(f"{HERE}/history").tree.cssselect("summary")) == 2


def test_an_id_of_another_course_is_no_page_and_changes_nothing(iris: Someone, mara: Someone) -> None:
    form = plan_form(signs="I stop answering.")
    iris.send(HERE, form)
    assert mara.send(HERE, form | {"signs": "Mine now."}).status_code == 404
    assert parts(iris.open(HERE)) == {TITLES["signs"]: "I stop answering."}


def test_words_that_do_not_open_are_said_to_be_damaged_and_the_numbers_stay(
    installation: Installation, iris: Someone
) -> None:
    """P11, and Help opens all the same."""
    write(iris, signs="I stop answering.", person="Sam", phone="416 555 0199")

    async def break_it() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run("update safety_plan set body_locked = :none", none=b"\x01" + bytes(60))

    installation.run(break_it)
    page = iris.open(HERE)
    assert "These words are damaged" in page.words
    assert "tel:988" in page.values("a", "href")
    assert "Sam" not in iris.open("/help").words


def test_it_is_in_the_pocket_and_two_taps_from_help(iris: Someone) -> None:
    assert HERE in iris.open("/today").values("meta[name=pocket]", "content")[0].split()
    assert HERE in iris.open("/help").values("main a", "href")


def test_the_support_person_stands_on_help_for_their_owner_alone(
    installation: Installation, iris: Someone, anyone: Someone
) -> None:
    write(iris, person="Sam from the choir", phone="416 555 0199", shared="1")

    assert "tel:4165550199" in iris.open("/help").values("a.call", "href")
    assert "tel:4165550199" in iris.open("/not-safe").values("a.call", "href")
    for other in (anyone, installation.someone("mara"), installation.someone("theo"), installation.someone("ada")):
        page = other.open("/help")
        assert "Sam from the choir" not in page.text
        assert "tel:4165550199" not in page.text
    assert HERE not in anyone.open("/help").values("a", "href")


def test_sharing_is_a_word_of_its_own_that_can_be_repeated(installation: Installation, iris: Someone) -> None:
    form = {"id": str(uuid4()), "shared": "1"}
    for _time in range(3):
        iris.send(f"{HERE}/sharing", form)
    sql = "select count(*) from safety_plan_share where course_id = :course"
    assert installation.value(sql, course=course_of(installation, "iris")) == 1
    assert "You share it with Theo and Pria." in iris.open(HERE).words
    assert "unless you share it" in share(iris, "0").words
