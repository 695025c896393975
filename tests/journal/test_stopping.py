"""Stopping takes effect at the reader's next request, and no replay undoes it (I-30, I-31)."""

from uuid import uuid4

import pytest

from server.courses.desk import STANDS_AFTER
from tests.factories import entry_form
from tests.journal.shown import elements, receipt, share, write
from tests.someone import Installation, Someone


def waits(theo: Someone, entry: str) -> bool:
    return f"/review/{entry}" in theo.open("/review").values(".queue ol a", "href")


def test_stopped_the_therapist_finds_nothing_at_the_next_request(mara: Someone, theo: Someone) -> None:
    entry = write(mara, "The sea came back.", share="1")
    assert waits(theo, entry)

    share(mara, entry, "0")

    assert not waits(theo, entry)
    assert theo.get(f"/review/{entry}").status_code == 404
    assert receipt(mara, entry) == "You stopped sharing today. Nobody had opened it; its first line stood in a list."


def test_i_31_stopped_after_it_was_read_the_receipt_says_by_whom(mara: Someone, theo: Someone) -> None:
    entry = write(mara, "The sea came back.", share="1")
    theo.open(f"/review/{entry}")

    share(mara, entry, "0")

    assert receipt(mara, entry) == "You stopped sharing today. It had been read by Theo today."
    assert theo.get(f"/review/{entry}").status_code == 404


def test_a_reply_after_the_stop_is_refused_with_its_words_kept(
    installation: Installation, mara: Someone, theo: Someone
) -> None:
    entry = write(mara, "The sea came back.", share="1")
    theo.open(f"/review/{entry}")
    share(mara, entry, "0")

    refused = theo.send(f"/review/{entry}/answer", {"id": str(uuid4()), "reply": "I would <like> to hear it."})

    assert refused.status_code == 409
    assert "The sharing of this entry was stopped meanwhile." in refused.one("[role=alert]")
    assert "“I would <like> to hear it.”" in refused.one("[role=alert]")
    assert "The sea came back." not in refused.words
    assert installation.value("select count(*) from answer where entry_id = :entry", entry=entry) == 0


def test_a_reply_given_before_the_stop_stays_with_the_patient(mara: Someone, theo: Someone) -> None:
    entry = write(mara, "The sea came back.", share="1")
    theo.send(f"/review/{entry}/answer", {"id": str(uuid4()), "reply": "I heard it."})
    theo.installation.clock.move(STANDS_AFTER)

    share(mara, entry, "0")

    assert elements(mara.open(f"/journal/entries/{entry}"), "reply") == ["Theo: “I heard it.”"]
    assert "I heard it." in mara.open("/today").words


def test_an_entry_replayed_after_the_stop_is_not_shared_again(mara: Someone, theo: Someone) -> None:
    form = entry_form("The sea came back.", share="1")
    mara.send("/journal/entries", form)
    share(mara, form["id"], "0")

    mara.send("/journal/entries", form)

    assert theo.get(f"/review/{form['id']}").status_code == 404


def test_an_entry_shared_on_its_page_and_stopped_is_not_shared_by_a_replay_either(mara: Someone, theo: Someone) -> None:
    """The replay carries share=1, though the share that was stopped is not the one it would have made."""
    form = entry_form("The sea came back.")
    mara.send("/journal/entries", form)
    share(mara, form["id"])
    mara.send("/journal/entries", form | {"body": "The sea went out.", "share": "1"})
    share(mara, form["id"], "0")

    mara.send("/journal/entries", form | {"body": "The sea went out.", "share": "1"})

    assert theo.get(f"/review/{form['id']}").status_code == 404


def test_a_share_replayed_after_the_stop_does_not_come_back(mara: Someone, theo: Someone) -> None:
    entry, event = write(mara, "The sea came back."), str(uuid4())
    share(mara, entry, event=event)
    share(mara, entry, "0")

    share(mara, entry, event=event)

    assert theo.get(f"/review/{entry}").status_code == 404


def test_stopped_and_shared_again_it_waits_anew(mara: Someone, theo: Someone) -> None:
    entry = write(mara, "The sea came back.", share="1")
    theo.send(f"/review/{entry}/answer", {"id": str(uuid4()), "only": "1", "reply": ""})
    assert not waits(theo, entry)

    share(mara, entry, "0")
    share(mara, entry, event=str(uuid4()))

    assert waits(theo, entry)


@pytest.mark.parametrize("times", [1, 3])
def test_stopping_what_is_stopped_changes_nothing(installation: Installation, mara: Someone, times: int) -> None:
    entry = write(mara, "The sea came back.", share="1")

    for _time in range(times):
        assert share(mara, entry, "0").status_code == 303

    assert installation.value("select count(*) from share_stop") == 2  # one of them is the demo's


def test_stopping_what_was_never_shared_changes_nothing(mara: Someone) -> None:
    entry = write(mara, "The sea came back.")

    share(mara, entry, "0")

    assert receipt(mara, entry) == "Kept at the clinic. Not shared."


def test_nobody_stops_another_patients_sharing(mara: Someone, iris: Someone, theo: Someone) -> None:
    entry = write(mara, "The sea came back.", share="1")

    assert share(iris, entry, "0").status_code == 404

    assert waits(theo, entry)
