"""A share that was stopped waits once for whoever had opened it, and for nobody else."""

from tests.journal.shown import share, write
from tests.review.test_queue import hrefs, only, titles
from tests.session_day.days import change
from tests.someone import Installation, Someone


def test_stopping_a_share_waits_for_whoever_had_opened_it_alone(mara: Someone, theo: Someone, pria: Someone) -> None:
    entry = write(mara, "The sea came back.")
    share(mara, entry, **{"with": "team"})
    theo.open(f"/review/{entry}")
    share(mara, entry, "0")

    assert titles(theo, "/review?kind=withdrawn") == ["Mara, stopped sharing what you had opened"]
    assert titles(pria, "/review?kind=withdrawn") == []
    page = theo.open(only(theo, "withdrawn"))
    assert "It is no longer shown." in page.words
    assert "sea" not in page.words
    assert pria.get(f"/review/item/withdrawn/{entry}").status_code == 404

    theo.send(f"/review/item/withdrawn/{entry}/seen")
    assert titles(theo, "/review?kind=withdrawn") == []


def test_shared_once_more_what_was_said_of_its_end_is_gone_and_the_entry_waits(mara: Someone, theo: Someone) -> None:
    entry = write(mara, "The sea came back.", share="1")
    theo.open(f"/review/{entry}")
    share(mara, entry, "0")
    share(mara, entry)

    assert titles(theo, "/review?kind=withdrawn") == []
    assert f"/review/{entry}?kind=entry" in hrefs(theo, "/review?kind=entry")


def test_narrowed_to_the_therapist_it_waits_for_the_therapist_alone(
    mara: Someone, theo: Someone, pria: Someone
) -> None:
    entry = write(mara, "The sea came back.")
    share(mara, entry, **{"with": "team"})
    pria.open(f"/review/{entry}")
    share(mara, entry, **{"with": "therapist"})

    assert f"/review/{entry}" in hrefs(theo)
    assert f"/review/{entry}" not in hrefs(pria)
    assert hrefs(pria, "/review?kind=withdrawn") == [f"/review/item/withdrawn/{entry}?kind=withdrawn"]


def test_deleted_it_waits_no_longer_and_whoever_had_opened_it_is_told(mara: Someone, theo: Someone) -> None:
    read, unread = write(mara, "The sea came back.", share="1"), write(mara, "The sea went out.", share="1")
    theo.open(f"/review/{read}")
    for entry in (read, unread):
        mara.send(f"/journal/entries/{entry}/delete")

    assert not {f"/review/{read}", f"/review/{unread}"} & set(hrefs(theo))
    assert hrefs(theo, "/review?kind=withdrawn") == [f"/review/item/withdrawn/{read}?kind=withdrawn"]


def test_even_where_the_list_of_what_waits_is_wrong_no_word_of_a_stopped_share_is_shown(
    installation: Installation, mara: Someone, theo: Someone
) -> None:
    """What waits is a list of its own; what may be read of it is asked of the share, each time."""
    entry = write(mara, "The sea came back.", share="1")
    assert "The sea came back." in theo.open("/review").text
    share(mara, entry, "0")
    change(installation, "update desk_item set done_at = null, done_by = null where subject_id = :entry", entry=entry)

    assert "The sea came back." not in theo.open("/review").text
    assert f"/review/{entry}" not in hrefs(theo)
