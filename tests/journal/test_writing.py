"""Writing entries: kept once, kept exactly, and nobody else's."""

from tests.factories import entry_form
from tests.someone import Someone


def test_an_entry_sent_twice_by_the_outbox_is_kept_once(mara: Someone) -> None:
    late = entry_form(body="The sea came back.")

    assert mara.send("/journal/entries", late).status_code == 200
    assert mara.send("/journal/entries", late).status_code == 200

    assert mara.open("/journal").all("entry-body").count("The sea came back.") == 1


def test_nobody_can_write_over_another_patients_entry(mara: Someone, iris: Someone) -> None:
    hers = entry_form(body="The sea came back.")
    mara.send("/journal/entries", hers)

    assert iris.send("/journal/entries", hers | {"body": "Mine now"}).status_code == 404
    assert "The sea came back." in mara.open("/journal").all("entry-body")
    assert "Mine now" not in iris.open("/journal").words
