"""Pieces arrive in any order, twice, late, at once, before they are announced: the file is whole, once, or refused."""

import asyncio
from itertools import permutations
from uuid import uuid4

import pytest

from server.media import finishing
from server.media.files import PIECE
from tests.factories import entry_form
from tests.journal.sent_media import kept, media_form, piece_of, pieces_of, said, send_all, send_piece, voice
from tests.someone import Installation, Someone

RAW = voice(PIECE * 2 + 777)


@pytest.fixture
def media(mara: Someone) -> str:
    form = media_form(RAW)
    mara.outbox("/journal/media", form)
    return form["id"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_any_order_the_file_is_whole_with_the_last_piece_and_not_before(
    mara: Someone, media: str, order: tuple[int, ...]
) -> None:
    for number in order:
        assert mara.get(f"/journal/media/{media}").status_code == 404
        assert kept(send_piece(mara, media, number, piece_of(RAW, number)))

    assert mara.get(f"/journal/media/{media}").response.content == RAW


def test_each_piece_twice_is_each_piece_once(installation: Installation, mara: Someone, media: str) -> None:
    for number in (0, 0, 1, 0, 2, 2, 1, 0):
        assert kept(send_piece(mara, media, number, piece_of(RAW, number)))

    assert pieces_of(installation, media) == 3
    assert mara.get(f"/journal/media/{media}").response.content == RAW


def test_all_at_once_and_each_three_times_the_file_is_whole_once(
    installation: Installation, mara: Someone, media: str
) -> None:
    async def send() -> list[int]:
        calls = [
            mara.client.post(f"/journal/media/{media}/pieces/{n}", content=piece_of(RAW, n)) for n in [0, 1, 2] * 3
        ]
        return [answer.status_code for answer in await asyncio.gather(*calls)]

    assert installation.run(send) == [303] * 9
    assert pieces_of(installation, media) == 3
    assert mara.get(f"/journal/media/{media}").response.content == RAW


def test_before_it_is_announced_a_piece_waits_on_the_phone(installation: Installation, mara: Someone) -> None:
    answer = send_piece(mara, str(uuid4()), 0, b"x")

    assert answer.status_code == 503
    assert "tidemark-kept" not in answer.headers
    assert installation.value("select count(*) from media_piece") == 0


def test_a_piece_for_somebody_elses_answers_like_one_for_none(iris: Someone, media: str) -> None:
    theirs, none = send_piece(iris, media, 0, piece_of(RAW, 0)), send_piece(iris, str(uuid4()), 0, piece_of(RAW, 0))

    assert (theirs.status_code, theirs.text) == (none.status_code, none.text)


def test_other_bytes_under_a_number_that_is_taken_are_refused_and_the_first_stay(mara: Someone, media: str) -> None:
    send_piece(mara, media, 0, piece_of(RAW, 0))

    refused = send_piece(mara, media, 0, bytes(PIECE))

    assert refused.status_code == 409
    assert "Another piece was kept here before." in said(refused)
    for number in (1, 2):
        send_piece(mara, media, number, piece_of(RAW, number))
    assert mara.get(f"/journal/media/{media}").response.content == RAW


@pytest.mark.parametrize("number", ["3", "99999999999999999999", "-1"])
def test_a_number_that_the_file_does_not_have_is_refused(
    installation: Installation, mara: Someone, media: str, number: str
) -> None:
    answer = mara.send_raw(f"/journal/media/{media}/pieces/{number}", b"x")

    assert answer.status_code in (404, 422)
    assert pieces_of(installation, media) == 0


@pytest.mark.parametrize(
    ("number", "length", "status"),
    [(0, 0, 422), (0, PIECE - 1, 422), (2, PIECE, 422), (2, 776, 422), (0, PIECE + 1, 413), (0, 999_999, 413)],
)
def test_a_piece_of_another_length_is_refused(
    installation: Installation, mara: Someone, media: str, number: int, length: int, status: int
) -> None:
    refused = send_piece(mara, media, number, bytes(length))

    assert refused.status_code == status
    assert "did not arrive whole" in said(refused)
    assert pieces_of(installation, media) == 0


def test_after_it_was_deleted_a_piece_is_answered_as_kept_and_nothing_is_stored(
    installation: Installation, mara: Someone, media: str
) -> None:
    send_piece(mara, media, 0, piece_of(RAW, 0))
    mara.outbox(f"/journal/media/{media}/delete", {})

    for number in range(3):
        assert kept(send_piece(mara, media, number, piece_of(RAW, number)))

    assert pieces_of(installation, media) == 0
    assert mara.get(f"/journal/media/{media}").status_code == 404


def test_after_its_entry_was_deleted_too(installation: Installation, mara: Someone, media: str) -> None:
    entry = entry_form(id=str(installation.value("select entry_id from media where id = :id", id=media)))
    mara.send("/journal/entries", entry)
    send_piece(mara, media, 0, piece_of(RAW, 0))

    mara.send(f"/journal/entries/{entry['id']}/delete")

    assert kept(send_piece(mara, media, 1, piece_of(RAW, 1)))
    assert pieces_of(installation, media) == 0


def test_a_late_replay_of_a_piece_of_a_whole_file_changes_nothing(mara: Someone) -> None:
    media, _last = send_all(mara, RAW)

    assert kept(send_piece(mara, media, 0, bytes(PIECE)))

    assert mara.get(f"/journal/media/{media}").response.content == RAW


@pytest.mark.parametrize("way", ["piece", "announced", "opened"])
def test_what_a_crash_leaves_half_way_is_finished_by_the_next_request(
    monkeypatch: pytest.MonkeyPatch, installation: Installation, mara: Someone, way: str
) -> None:
    """All pieces were stored, and the machine stopped before the file was looked at: it was not acknowledged."""
    form = media_form(RAW)
    mara.outbox("/journal/media", form)
    with monkeypatch.context() as machine:
        machine.setattr(finishing, "_look_at", lambda *_file: 1 / 0)
        answers = [send_piece(mara, form["id"], n, piece_of(RAW, n)) for n in range(3)]
    assert [kept(one) for one in answers] == [True, True, False]
    assert installation.value("select completed_at from media where id = :id", id=form["id"]) is None

    if way == "piece":
        assert kept(send_piece(mara, form["id"], 2, piece_of(RAW, 2)))
    elif way == "announced":
        mara.outbox("/journal/media", form)
    assert mara.get(f"/journal/media/{form['id']}").response.content == RAW
    assert installation.value("select completed_at from media where id = :id", id=form["id"]) is not None
