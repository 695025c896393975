"""Deleted means gone: no piece stays; and while it is there, a stolen database shows its size, and no byte of it."""

import re
from io import BytesIO

import pytest
from PIL import Image, UnidentifiedImageError

from server.media.files import PIECE
from tests.house.data import all_rows
from tests.house.secrets import everything_stored
from tests.journal.sent_media import PLANTED, WEBM, encoded, kept, picture, pieces_of, send_all, voice
from tests.journal.shown import write
from tests.someone import Installation, Someone

RAW = voice(PIECE + 9)
MAGIC = (b"\0\x10JFIF\0\x01", b"\x89PNG\r\n\x1a\n", b"\0\0\0\rIHDR", WEBM[:8], b"B\x82\x84webm", b"Exif\0\0")


def entries_of(opened: str) -> list[str]:
    return re.findall(r"/journal/media/([0-9a-f-]{36})", opened)


def test_deleted_it_is_gone_at_once_and_leads_back_to_its_entry(installation: Installation, mara: Someone) -> None:
    entry = write(mara, "The sea came back.")
    media, _last = send_all(mara, RAW, entry=entry)

    answer = mara.send(f"/journal/media/{media}/delete", follow=False)

    assert answer.headers["location"] == f"/journal/entries/{entry}"
    assert pieces_of(installation, media) == 0
    assert mara.get(f"/journal/media/{media}").status_code == 404
    assert media not in mara.open(f"/journal/entries/{entry}").text


def test_deleting_twice_is_deleting_once(mara: Someone) -> None:
    media, _last = send_all(mara, RAW)
    answers = [mara.outbox(f"/journal/media/{media}/delete", {}, "a-write") for _again in range(2)]

    assert [kept(one) for one in answers] == [True, True]


def test_the_button_of_each_deletes_that_one(mara: Someone) -> None:
    entry = write(mara, "The sea came back.")
    first, second = (send_all(mara, picture(60 + n, 40), "picture", entry=entry)[0] for n in range(2))
    forms = mara.open(f"/journal/entries/{entry}").values(".media form", "action")

    mara.send(next(path for path in forms if first in path))

    assert entries_of(mara.open(f"/journal/entries/{entry}").text) == [second] * 3


def test_with_its_entry_it_is_gone_too(installation: Installation, mara: Someone) -> None:
    entry = write(mara, "The sea came back.")
    whole = send_all(mara, RAW, entry=entry)[0]
    drawn = send_all(mara, picture(), "picture", entry=entry)[0]

    mara.send(f"/journal/entries/{entry}/delete")

    assert [pieces_of(installation, one) for one in (whole, drawn)] == [0, 0]
    assert [mara.get(f"/journal/media/{one}").status_code for one in (whole, drawn)] == [404, 404]


def test_what_was_said_of_it_is_gone_with_it(installation: Installation, mara: Someone) -> None:
    media, _last = send_all(mara, RAW)
    mara.send(f"/journal/media/{media}/delete")

    about = installation.value("select about_locked from media where id = :id", id=media)
    assert bytes(about) == b""  # type: ignore[arg-type]


@pytest.fixture
def full(installation: Installation, mara: Someone) -> Installation:
    exif = Image.Exif()
    exif[0x010F] = PLANTED.decode()
    for raw, kind in (
        (RAW, "voice"),
        (picture(400, 300, exif=exif), "picture"),
        (encoded(Image.new("RGBA", (90, 90), (1, 2, 3, 4)), "PNG"), "picture"),
        (b"%PDF-1.7" + PLANTED, "voice"),
    ):
        send_all(mara, raw, kind)
    write(mara, "The sea came back.")
    return installation


def test_a_stolen_database_holds_no_byte_of_a_recording_and_no_file_that_a_tool_knows(full: Installation) -> None:
    stored = everything_stored(full)

    assert sum(len(one) for one in stored) > len(RAW)
    for planted in (PLANTED, b"audio/webm", b"image/jpeg", *MAGIC):
        assert not [one for one in stored if planted in one], planted


def test_each_piece_by_itself_is_no_picture_either(full: Installation) -> None:
    rows = full.loop.run_until_complete(all_rows(full.house.db))["media_piece"]

    assert len(rows) == 4
    for row in rows:
        with pytest.raises(UnidentifiedImageError):
            # Of the kinds that are taken in. What is locked looks like chance, and two bytes are a kind's whole mark.
            Image.open(BytesIO(bytes(row["bytes_locked"])), formats=("JPEG", "PNG", "WEBP"))


def test_a_piece_that_was_moved_to_another_place_does_not_open(
    installation: Installation, mara: Someone, iris: Someone
) -> None:
    """A swap of rows in the database shows nobody another's recording, nor a recording in another order."""
    mine, theirs = send_all(mara, RAW)[0], send_all(iris, RAW)[0]

    async def swap() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run(
                """
                update media_piece set bytes_locked = (
                    select bytes_locked from media_piece where media_id = :of and number = 0
                ) where media_id = :at and number = 0
                """,
                of=theirs,
                at=mine,
            )

    installation.run(swap)

    assert mara.get(f"/journal/media/{mine}").status_code == 500
