"""Recordings are told by their content, and kept as they came."""

import pytest

from server.media.audio import audio_type
from tests.journal.sent_media import pieces_of, said, send_all, voice
from tests.someone import Installation, Someone

MP4 = b"\0\0\0\x1cftypM4A \0\0\0\0M4A mp42isom" + bytes(300)
RECORDINGS = {
    "audio/webm": voice(),
    "audio/mp4": MP4,
    "audio/ogg": b"OggS\0\x02" + bytes(300),
    "audio/wav": b"RIFF\x24\x08\0\0WAVEfmt " + bytes(300),
    "audio/mpeg": b"ID3\x04\0\0" + bytes(300),
}
NONE = {
    "a PDF": b"%PDF-1.7\n" + bytes(300),
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a page in UTF-16": "\ufeff<html>".encode("utf-16-le"),
    "a photo": b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(300),
    "a photo of Apple's own form": b"\0\0\0\x18ftypheic" + bytes(300),
    "a picture of a browser": b"RIFF\x24\x08\0\0WEBPVP8 " + bytes(300),
    "an archive": b"PK\x03\x04" + bytes(300),
    "another document of the same container": b"\x1a\x45\xdf\xa3" + bytes(300),
    "a single byte": b"\x1a",
}


@pytest.mark.parametrize("mime", RECORDINGS)
def test_it_is_given_back_byte_for_byte_under_the_type_that_its_content_has(mara: Someone, mime: str) -> None:
    """Whatever was announced: some phones say webm and send mp4."""
    media, _last = send_all(mara, RECORDINGS[mime], type="audio/webm")

    got = mara.get(f"/journal/media/{media}")

    assert got.response.content == RECORDINGS[mime]
    assert got.headers["content-type"] == mime


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_recording_is_refused_and_nothing_of_it_stays(
    installation: Installation, mara: Someone, name: str
) -> None:
    media, answer = send_all(mara, NONE[name])

    assert answer.status_code == 422
    assert "This file is not a picture or recording that Tidemark can keep." in said(answer)
    assert pieces_of(installation, media) == 0
    assert mara.get(f"/journal/media/{media}").status_code == 404


@pytest.mark.parametrize("start", [b"\xff\xfb\x90\x64", b"\xff\xf3\x40\xc0", b"\xff\xe3\x18\xc4"])
def test_a_bare_mpeg_frame_is_a_recording(start: bytes) -> None:
    assert audio_type(start + bytes(100)) == "audio/mpeg"


@pytest.mark.parametrize(
    "start", [b"\xff\xfb\xf0\x64", b"\xff\xfb\x9c\x64", b"\xff\xeb\x90\x64", b"\xff\xfe\x3c\0", b"\xff"]
)
def test_bytes_that_only_resemble_one_are_not(start: bytes) -> None:
    assert audio_type(start) is None
