"""Staff open a recording or picture through a live share that names it, each look a row; otherwise there is none."""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.demo_people import HARBOUR
from tests.factories import entry_form
from tests.journal.sent_media import media_form, picture, piece_of, send_all, send_piece, voice
from tests.journal.shown import receipt, share, write
from tests.someone import Installation, Someone

RAW = voice(5_000)
ROWS = "select count(*) from trail where deed = 'opened recording'"


@pytest.fixture
def entry(mara: Someone) -> str:
    return write(mara, "The sea came back.")


@pytest.fixture
def media(mara: Someone, entry: str) -> str:
    return send_all(mara, RAW, entry=entry)[0]


def path(entry: str, media: str) -> str:
    return f"/review/{entry}/media/{media}"


def test_shared_with_the_entry_it_is_played_beside_the_words(
    installation: Installation, mara: Someone, theo: Someone, entry: str, media: str
) -> None:
    share(mara, entry, with_media="1")

    desk = theo.open(f"/review/{entry}")
    assert desk.values("audio", "src") == [path(entry, media)]
    assert desk.values("audio", "preload") == ["none"]
    assert installation.value(ROWS) == 0

    got = theo.get(path(entry, media))
    assert got.response.content == RAW
    assert got.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert theo.get(path(entry, media), range="bytes=0-1").response.content == RAW[:2]
    assert installation.value(ROWS) == 2


def test_the_patient_reads_who_opened_it_and_of_which_entry(
    mara: Someone, theo: Someone, entry: str, media: str
) -> None:
    share(mara, entry, with_media="1")
    theo.get(path(entry, media))

    assert "Theo opened a recording or picture of “Day five after session two”" in mara.open("/course/access").words
    assert receipt(mara, entry) == "Shared with Theo today. Not opened yet."


@pytest.mark.parametrize("form", [{}, {"part": "passage", "passage": "The sea", "with_media": "1"}])
def test_without_the_tick_or_for_a_passage_alone_only_words_are_shared(
    installation: Installation, mara: Someone, theo: Someone, entry: str, media: str, form: dict[str, str]
) -> None:
    share(mara, entry, **form)

    assert theo.open(f"/review/{entry}").values("audio", "src") == []
    assert theo.get(path(entry, media)).status_code == 404
    assert "What is recorded or pictured is not shared." in mara.open(f"/journal/entries/{entry}").words
    assert installation.value(ROWS) == 0


def test_what_is_added_after_sharing_stays_private(mara: Someone, theo: Someone, entry: str, media: str) -> None:
    share(mara, entry, with_media="1")
    later = send_all(mara, picture(), "picture", entry=entry)[0]

    assert theo.get(path(entry, later)).status_code == 404
    assert theo.open(f"/review/{entry}").values("img", "src") == []
    assert theo.get(path(entry, media)).status_code == 200


@pytest.mark.parametrize("way", ["stopped", "until", "entry", "media"])
def test_at_the_next_request_after_it_ended_there_is_none(
    installation: Installation, mara: Someone, theo: Someone, entry: str, media: str, way: str
) -> None:
    share(mara, entry, with_media="1", until="2026-11-25")
    assert theo.get(path(entry, media)).status_code == 200

    if way == "stopped":
        share(mara, entry, "0")
    elif way == "until":
        installation.clock.move(timedelta(hours=14))
    elif way == "entry":
        mara.send(f"/journal/entries/{entry}/delete")
    else:
        mara.send(f"/journal/media/{media}/delete")

    assert theo.get(path(entry, media)).status_code == 404
    assert theo.get(path(entry, media), range="bytes=0-1").status_code == 404


def test_sharing_again_without_it_takes_it_back(mara: Someone, theo: Someone, entry: str, media: str) -> None:
    share(mara, entry, with_media="1", event=str(uuid4()))
    share(mara, entry, event=str(uuid4()))

    assert theo.get(path(entry, media)).status_code == 404
    assert theo.open(f"/review/{entry}").values("audio", "src") == []


@pytest.mark.parametrize(
    ("who", "audience", "status"),
    [("pria", "therapist", 404), ("pria", "team", 200), ("otto", "team", 404), ("ada", "team", 403),
     ("iris", "team", 403), ("mara", "team", 403), (None, "team", 303)],
)  # fmt: skip
def test_only_those_whom_the_share_reaches_open_it(
    installation: Installation, mara: Someone, entry: str, media: str, who: str | None, audience: str, status: int
) -> None:
    share(mara, entry, with_media="1", **{"with": audience})

    assert installation.someone(who).get(path(entry, media)).status_code == status


def test_another_entrys_recording_is_not_reached_through_a_shared_one(
    mara: Someone, iris: Someone, theo: Someone, entry: str, media: str
) -> None:
    """Also when a patient names it among those that come with the entry."""
    private = send_all(mara, RAW, entry=write(mara, "Mine alone."))[0]
    strangers = send_all(iris, RAW, entry=entry)[0]
    form = entry_form(share="1", media=f"{private} {strangers}")
    mara.send("/journal/entries", form)
    share(mara, entry, with_media="1")

    for other in (private, strangers):
        assert theo.get(path(entry, other)).status_code == 404
        assert theo.get(path(form["id"], other)).status_code == 404
    assert theo.open(f"/review/{form['id']}").values("audio", "src") == []
    assert theo.get(path(entry, media)).status_code == 200


def test_shared_while_recording_it_may_arrive_after_its_entry(mara: Someone, theo: Someone) -> None:
    entry, raw = entry_form(""), voice(4_000)
    form = media_form(raw, entry=entry["id"])
    mara.send("/journal/entries", entry | {"share": "1", "media": form["id"]})
    assert theo.open(f"/review/{entry['id']}").values("audio", "src") == []

    mara.outbox("/journal/media", form)
    assert theo.get(path(entry["id"], form["id"])).status_code == 404
    send_piece(mara, form["id"], 0, piece_of(raw, 0))

    assert theo.open(f"/review/{entry['id']}").values("audio", "src") == [path(entry["id"], form["id"])]
    assert theo.get(path(entry["id"], form["id"])).response.content == raw
    assert "A recording" in theo.open("/review").all("cut")


def test_without_words_only_what_is_recorded_can_be_shared(mara: Someone, theo: Someone) -> None:
    entry = entry_form("")
    media, _last = send_all(mara, RAW, entry=entry["id"])
    mara.send("/journal/entries", entry | {"media": media})

    refused = share(mara, entry["id"])

    assert refused.status_code == 422
    assert refused.values("[role=alert] a", "href") == ["#with_media"]
    assert share(mara, entry["id"], with_media="1").status_code == 303
    assert theo.get(path(entry["id"], media)).status_code == 200


def test_before_sharing_the_page_offers_it_ticked_and_says_what_it_is(mara: Someone, entry: str, media: str) -> None:
    page = mara.open(f"/journal/entries/{entry}")

    assert page.values("input[name=with_media][checked]") == ["1"]
    assert "Include the recording" in page.one("#with_media")
    assert "A recording, 3 minutes. Never with a passage alone." in page.one("#with_media")


def test_while_the_trail_cannot_be_written_nothing_is_opened(
    installation: Installation, mara: Someone, theo: Someone, entry: str, media: str
) -> None:
    share(mara, entry, with_media="1")

    async def lose_the_head() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run("delete from trail_head where clinic_id = :clinic", clinic=HARBOUR)

    installation.run(lose_the_head)

    got = theo.get(path(entry, media))
    assert got.status_code == 500
    assert RAW[:20] not in got.response.content
