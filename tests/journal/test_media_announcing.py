"""Announcing a recording or a picture: what cannot be kept is refused in a sentence before a byte of it is sent."""

from uuid import uuid4

import pytest

from server.journal.forms import MOST_MEDIA
from server.media.files import MOST_BYTES, MOST_OF_A_COURSE
from tests.factories import entry_form
from tests.journal.sent_media import media_form, said, send_all, voice
from tests.session_day.days import together
from tests.someone import Installation, Someone

PATH = "/journal/media"
RAW = voice()
NOT_OURS = "This file is not a picture or recording that Tidemark can keep."


def announced(installation: Installation) -> object:
    return installation.value("select count(*) from media")


def test_the_phone_is_told_which_write_was_kept_and_where_the_entry_is(mara: Someone) -> None:
    form = media_form(RAW)

    answer = mara.outbox(PATH, form, "this-write")

    assert answer.headers["tidemark-kept"] == "this-write"
    assert answer.headers["tidemark-then"] == f"/journal/entries/{form['entry']}"


def test_announced_twice_it_is_one(installation: Installation, mara: Someone) -> None:
    form = media_form(RAW)

    for _again in range(3):
        assert mara.outbox(PATH, form).status_code == 200

    assert announced(installation) == 1


def test_announced_many_times_at_once_it_is_one(installation: Installation, mara: Someone) -> None:
    form = media_form(RAW)

    assert set(together(installation, *((mara, PATH, form) for _device in range(6)))) == {303}

    assert announced(installation) == 1


@pytest.mark.parametrize("other", [{"size": "999"}, {"kind": "picture", "type": "image/png"}, {"entry": str(uuid4())}])
def test_another_file_under_the_same_id_is_refused_while_the_first_is_on_its_way(
    mara: Someone, other: dict[str, str]
) -> None:
    form = media_form(RAW)
    mara.outbox(PATH, form)

    refused = mara.outbox(PATH, form | other)

    assert refused.status_code == 409
    assert "Another file was announced under this id." in said(refused)


def test_an_id_that_is_somebody_elses_is_as_good_as_none(
    installation: Installation, mara: Someone, iris: Someone
) -> None:
    form = media_form(RAW)
    mara.outbox(PATH, form)

    refused = iris.outbox(PATH, form)

    assert refused.status_code == 404
    assert "tidemark-kept" not in refused.headers
    assert announced(installation) == 1


WRONG = {
    "no id": ({"id": ""}, "This is needed."),
    "an id that is none": ({"id": "../../etc/passwd"}, "This id is not one that Tidemark can use."),
    "no entry": ({"entry": ""}, "This is needed."),
    "no kind": ({"kind": "film"}, "Please choose one of the answers shown."),
    "a film": ({"type": "video/mp4"}, NOT_OURS),
    "a page": ({"type": "text/html"}, NOT_OURS),
    "a drawing that can run": ({"kind": "picture", "type": "image/svg+xml"}, NOT_OURS),
    "a picture said to be a recording": ({"type": "image/png"}, NOT_OURS),
    "a photo of Apple's own form": ({"kind": "picture", "type": "image/heic"}, "HEIC form of Apple"),
    "eleven minutes": ({"seconds": "660"}, "This recording is longer than ten minutes"),
    "no length": ({"seconds": ""}, "This is needed."),
    "a length that is no number": ({"seconds": "-1"}, "This is not a number."),
    "an Arabic number": ({"seconds": "١٢"}, "This is not a number."),
    "nothing in it": ({"size": "0", "pieces": "0"}, "This file is empty."),
    "forty megabytes": ({"size": "41943040", "pieces": "160"}, "This file is larger than 10 MB"),
    "a size beyond counting": ({"size": "9" * 400}, "This file is larger than 10 MB"),
    "one byte too many": ({"size": str(MOST_BYTES + 1), "pieces": "41"}, "This file is larger than 10 MB"),
    "too many pieces": ({"pieces": "2"}, "A file of this size comes in 1 pieces."),
    "too few pieces": ({"size": "262145"}, "A file of this size comes in 2 pieces."),
    "a clock that is wrong": ({"made_at": "1970-01-01T00:00:00Z"}, "The clock of this phone seems to be wrong"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_kept_is_refused_in_a_sentence(installation: Installation, mara: Someone, name: str) -> None:
    wrong, sentence = WRONG[name]

    refused = mara.outbox(PATH, media_form(RAW) | wrong)

    assert refused.status_code == 422
    assert sentence in said(refused)
    assert announced(installation) == 0


@pytest.mark.parametrize(
    "right",
    [
        {"seconds": "0"},
        {"seconds": "610"},
        {"type": "AUDIO/MP4; codecs=mp4a.40.2"},
        {"size": str(MOST_BYTES), "pieces": "40"},
        {"made_at": ""},
    ],
)
def test_the_ends_of_what_fits_are_taken(mara: Someone, right: dict[str, str]) -> None:
    assert mara.outbox(PATH, media_form(RAW) | right).status_code == 200


def test_the_eleventh_of_an_entry_is_refused_also_when_six_come_at_once(
    installation: Installation, mara: Someone
) -> None:
    entry = str(uuid4())
    for _nth in range(MOST_MEDIA - 1):
        assert mara.outbox(PATH, media_form(RAW, entry=entry)).status_code == 200

    all_at_once = together(installation, *((mara, PATH, media_form(RAW, entry=entry)) for _device in range(6)))

    assert sorted(all_at_once) == [303, 409, 409, 409, 409, 409]
    refused = mara.outbox(PATH, media_form(RAW, entry=entry))
    assert "An entry holds ten recordings and pictures." in said(refused)
    assert mara.outbox(PATH, media_form(RAW)).status_code == 200


def test_a_deleted_one_makes_room(mara: Someone) -> None:
    entry = str(uuid4())
    ids = [media_form(RAW, entry=entry) for _nth in range(MOST_MEDIA)]
    for form in ids:
        mara.outbox(PATH, form)

    mara.outbox(f"{PATH}/{ids[0]['id']}/delete", {})

    assert mara.outbox(PATH, media_form(RAW, entry=entry)).status_code == 200


def test_a_course_holds_500_megabytes_and_no_more(installation: Installation, mara: Someone, iris: Someone) -> None:
    big = {"size": str(MOST_BYTES), "pieces": "40"}
    for _nth in range(MOST_OF_A_COURSE // MOST_BYTES):
        assert mara.outbox(PATH, media_form(RAW) | big, tag="").status_code == 200

    refused = mara.outbox(PATH, media_form(RAW), tag="")

    assert refused.status_code == 409
    assert "500 MB" in said(refused)
    assert iris.outbox(PATH, media_form(RAW), tag="").status_code == 200


def test_for_an_entry_that_was_deleted_nothing_is_taken_any_more(installation: Installation, mara: Someone) -> None:
    entry = entry_form()
    mara.send("/journal/entries", entry)
    mara.send(f"/journal/entries/{entry['id']}/delete")

    refused = mara.outbox(PATH, media_form(RAW, entry=entry["id"]))

    assert refused.status_code == 409
    assert "was deleted. Nothing of it was kept." in said(refused)
    assert announced(installation) == 0


def test_signed_out_the_phone_keeps_it(installation: Installation) -> None:
    assert installation.someone().outbox(PATH, media_form(RAW), tag="").status_code == 401


def test_what_was_refused_is_refused_again_however_late_it_is_announced(mara: Someone) -> None:
    form = media_form(b"%PDF-1.7 not a recording")
    mara.outbox(PATH, form)
    media, last = send_all(mara, b"%PDF-1.7 not a recording", id=form["id"], entry=form["entry"])

    assert last.status_code == 422
    assert mara.outbox(PATH, form | {"id": media}).status_code == 422
