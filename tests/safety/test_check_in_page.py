"""The check-in as a patient has it: Y-01 to Y-10 one a screen, Y-11 at once, and what is missing said to be missing."""

from datetime import timedelta
from uuid import uuid4

from server.safety.check_in_content import asked
from tests.safety.told import reply
from tests.someone import Installation, Opened, Someone

CALL = "Please call your clinic today, and wait for their answer before any dose."
IDS = [one.id for one in asked().questions]


def told(page: Opened) -> dict[str, str]:
    """What the page reads back, by the short name of the question."""
    return {
        row.cssselect("dt")[0].text_content(): row.cssselect("dd")[0].text_content().partition(" Change")[0].strip()
        for row in page.tree.cssselect(".told > div")
    }


def test_y_01_to_y_10_are_asked_each_with_its_why_and_who_reads(mara: Someone) -> None:
    """Y-01, Y-02, Y-03, Y-04, Y-05, Y-06, Y-07, Y-08, Y-09 and Y-10, in this order."""
    page = mara.open("/check-in")

    assert [one.item for one in asked().questions] == [f"Y-{n:02}" for n in range(1, 11)]
    assert page.values(".ask", "id") == IDS
    assert page.values(".ask.shown", "id") == IDS[:1]
    assert [" ".join(one.text_content().split()) for one in page.tree.cssselect("details p")] == [
        one.why for one in asked().questions
    ]
    assert page.words.count("Theo and Pria can read this, on working days.") == 10
    forms = page.values("form", "data-behaviour")
    assert forms == ["outbox draft"] * 10
    kinds = page.values("form", "data-kind")
    assert len(set(kinds)) == 10, "an answer that was refused is opened again in its own question alone"


def test_it_is_gone_on_with_where_it_was_left_also_on_another_phone(installation: Installation, mara: Someone) -> None:
    reply(mara, "outside-plan", "no", words="Four left.")
    reply(mara, "longing", "3")

    page = installation.someone("mara").open("/check-in")

    assert page.values(".ask.shown", "id") == ["substances"]
    assert "Begun today. 8 questions are still open." in page.words
    assert page.values("#outside-plan [name=pick-no]", "checked") == ["checked"]
    assert page.one("#outside-plan-words") == "Four left."
    assert page.values("#longing [checked]") == ["3"]


def test_a_question_may_stay_empty_and_is_shown_as_missing_and_never_filled_in(mara: Someone) -> None:
    for question in IDS:
        page = reply(mara, question)
    assert page.path == "/check-in/answers"
    assert set(told(page).values()) == {"No answer"}
    assert "10 questions have no answer. That is all right." in page.words
    assert page.one("h1") == "Your answers are kept."
    assert "You have been through all ten." in mara.open("/check-in").words


def test_y_11_blood_y_06_or_y_07_ask_for_a_call_today_and_to_wait_before_any_dose(mara: Someone) -> None:
    for question, value in (("bladder", "blood"), ("energy", "yes"), ("unreal", "unsure")):
        reply(mara, question, value)
        page = mara.open("/check-in/answers")
        assert page.one("h1") == CALL
        assert "tel:+14165550142" in page.values(".call", "href")
        reply(mara, question, "none" if question == "bladder" else "no")
        assert mara.open("/check-in/answers").one("h1") == "Your answers are kept."


def test_y_11_the_same_sentence_stands_beside_the_question_before_anything_is_sent(mara: Someone) -> None:
    """By the page alone, so that it is there without a network."""
    page = mara.open("/check-in")

    marked = {
        one.get("id"): one.cssselect("[data-call]") for one in page.tree.cssselect(".ask") if one.cssselect(".called")
    }
    assert {name: len(found) for name, found in marked.items()} == {"bladder": 1, "energy": 2, "unreal": 2}
    assert page.text.count(CALL) == 3
    assert len(page.tree.cssselect("#thoughts [data-then='/not-safe']")) == 4
    assert "tel:988" in page.values("#thoughts .alarmed a", "href")


def test_y_11_what_is_outside_the_plan_is_looked_at_with_the_patient_and_never_punished(mara: Someone) -> None:
    reply(mara, "outside-plan", "more")
    page = mara.open("/check-in/answers")

    assert page.one("#review") == "Before your next session"
    assert "Nothing is taken away from you by telling it." in page.words
    assert page.one("h1") == "Your answers are kept."


def test_y_11_the_bladder_in_two_check_ins_is_looked_at_before_the_next_session(
    installation: Installation, iris: Someone
) -> None:
    reply(iris, "bladder", "often")
    assert "Before your next session" not in iris.open("/check-in/answers").words
    installation.clock.move(timedelta(days=8))
    reply(installation.someone("iris"), "bladder", "sudden")
    assert "Before your next session" in installation.someone("iris").open("/check-in/answers").words


def test_y_08_leads_to_people_at_once_and_asks_one_question(mara: Someone) -> None:
    """Y-31, Y-32; Y-33: it says what is true of telling the clinic."""
    page = reply(mara, "thoughts", "passing")

    assert page.path == "/not-safe"
    assert page.one("h1") == "You do not have to carry this alone."
    assert {"tel:911", "tel:988", "tel:+14165550142"} <= set(page.values("a.call", "href"))
    assert "Are you safe right now?" in page.words
    assert "Sent today, 10:00 am · not seen yet" in page.words
    assert "Nobody watches this app day and night." in page.words
    assert reply(mara, "thoughts", "no").path == "/check-in"


def test_y_12_y_14_and_y_15_stand_where_the_answers_are(mara: Someone) -> None:
    page = mara.open("/check-in/answers")

    for said in ("more than one in four", "no harm in the two weeks", "33 people", "locked up, counted"):
        assert said in page.words
    assert [one.id for one in asked().facts] == ["Y-12", "Y-12", "Y-14", "Y-15"]


def test_all_on_one_page_keeps_the_same_and_names_every_wrong_field_at_once(mara: Someone) -> None:
    form = {"id": str(uuid4()), "bladder-pick-none": "1", "bladder-pick-pain": "1", "longing-value": "eleven",
            "new-words": "Iron, each morning"}  # fmt: skip
    refused = mara.send("/check-in", form)
    assert refused.status_code == 422
    assert refused.values("#wrong a", "href") == ["#longing-value", "#bladder-value"]
    assert refused.one("#new-words") == "Iron, each morning"
    assert len(refused.values("[name^=bladder-pick][checked]", "name")) == 2

    page = mara.send("/check-in", form | {"bladder-pick-none": "", "longing-value": "10"})
    kept = {name: said for name, said in told(page).items() if said != "No answer"}
    assert kept == {
        "Thinking about ketamine, or longing for it": "10 of 10", "Bladder": "Pain low in the belly",
        "New medicine, illness, pregnancy": "“Iron, each morning”",
    }  # fmt: skip


def test_all_on_one_page_an_answer_can_be_emptied_again(mara: Someone) -> None:
    mara.send("/check-in", {"id": str(uuid4()), "bladder-pick-pain": "1", "thoughts-value": "no"})
    page = mara.send("/check-in", {"id": str(uuid4()), "thoughts-value": "no"})
    assert told(page)["Bladder"] == "No answer"
