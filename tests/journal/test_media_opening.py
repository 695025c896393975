"""Opening one's own recording or picture: whole or in part, as a file that runs nothing, and by nobody else."""

import pytest

from server.media.files import PIECE
from server.pages.files import part_of
from tests.journal.sent_media import media_form, picture, piece_of, send_all, send_piece, voice
from tests.someone import Installation, Someone

RAW = voice(PIECE * 2 + 777)
SIZE = len(RAW)
PARTS = {
    "bytes=0-1": (0, 2),
    "bytes=0-": (0, SIZE),
    "bytes=-500": (SIZE - 500, SIZE),
    f"bytes=-{SIZE + 9}": (0, SIZE),
    f"bytes={PIECE - 1}-{PIECE}": (PIECE - 1, PIECE + 1),
    f"bytes={PIECE}-{PIECE * 2 - 1}": (PIECE, PIECE * 2),
    f"bytes={SIZE - 1}-": (SIZE - 1, SIZE),
    f"bytes=9-{SIZE * 3}": (9, SIZE),
    " bytes=3-7 ": (3, 8),
}
NOT_THERE = [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 5}", "bytes=-0", "bytes=999999999999-"]
NO_PART = ["", "bytes=", "bytes=-", "bytes=9-3", "bytes=a-b", "bytes=0-1,5-6", "items=0-1", "bytes=0-1-2", "bytes=٣-٤"]


@pytest.fixture
def media(mara: Someone) -> str:
    return f"/journal/media/{send_all(mara, RAW)[0]}"


@pytest.mark.parametrize("asked", PARTS)
def test_a_part_is_answered_with_exactly_that_part(mara: Someone, media: str, asked: str) -> None:
    start, end = PARTS[asked]

    got = mara.get(media, range=asked, accept_encoding="br, gzip")

    assert got.status_code == 206
    assert got.response.content == RAW[start:end]
    assert got.headers["content-range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert got.headers["content-length"] == str(end - start)


def test_only_the_pieces_that_hold_a_part_are_read(mara: Someone, media: str) -> None:
    whole, part = mara.get(media), mara.get(media, range=f"bytes={PIECE}-{PIECE + 5}")

    assert len(part.response.content) == 6
    assert part.queries.count == whole.queries.count


@pytest.mark.parametrize("asked", NOT_THERE)
def test_a_part_that_is_not_there_is_answered_with_the_size(mara: Someone, media: str, asked: str) -> None:
    got = mara.get(media, range=asked)

    assert got.status_code == 416
    assert got.headers["content-range"] == f"bytes */{SIZE}"
    assert got.response.content == b""


def test_anything_else_that_is_asked_is_answered_with_all_of_it(mara: Someone, media: str) -> None:
    assert [part_of(asked, SIZE) for asked in NO_PART] == [None] * len(NO_PART)
    for more in ({"range": "bytes=0-1,5-6"}, {"range": "bytes=0-1", "if_range": '"another"'}, {}):
        got = mara.get(media, accept_encoding="br, gzip", **more)
        assert (got.status_code, got.response.content) == (200, RAW)
        assert "content-range" not in got.headers
        assert "content-encoding" not in got.headers


@pytest.mark.parametrize(
    ("raw", "what", "ending", "mime"),
    [(RAW, "voice", "webm", "audio/webm"), (picture(), "picture", "jpg", "image/jpeg")],
)
def test_it_comes_as_a_file_of_a_neutral_name_that_can_run_nothing(
    mara: Someone, raw: bytes, what: str, ending: str, mime: str
) -> None:
    media, _last = send_all(mara, raw, what, made_at="2026-11-23T03:00:00.000Z")

    for headers in (
        mara.get(f"/journal/media/{media}").headers,
        mara.get(f"/journal/media/{media}", range="bytes=0-9").headers,
    ):
        assert headers["content-type"] == mime
        assert headers["content-disposition"] == f'attachment; filename="note-2026-11-22.{ending}"'
        assert headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize("who", ["iris", "noor", "sol", "theo", "pria", "ada", "otto", None])
def test_nobody_else_opens_sends_or_deletes_it(installation: Installation, media: str, who: str | None) -> None:
    person = installation.someone(who)
    patient = who in ("iris", "noor", "sol")
    looking, writing = (404, 404) if patient else (303, 401) if who is None else (403, 403)

    assert person.get(media).status_code == looking
    assert person.get(media, range="bytes=0-1").status_code == looking
    assert person.send(f"{media}/delete", follow=False).status_code == writing
    assert person.send_raw(f"{media}/pieces/0", b"x").status_code == (503 if patient else writing)
    assert installation.someone("mara").get(media).response.content == RAW


def test_what_is_still_on_its_way_is_not_given_out(mara: Someone) -> None:
    form = media_form(RAW)
    mara.outbox("/journal/media", form)
    send_piece(mara, form["id"], 0, piece_of(RAW, 0))

    assert mara.get(f"/journal/media/{form['id']}").status_code == 404
    assert mara.get(f"/journal/media/{form['id']}", range="bytes=0-1").status_code == 404
