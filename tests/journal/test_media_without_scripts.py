"""A picture by a plain form, all at once: the one route on which more than a megabyte may come, from patients alone."""

from uuid import uuid4

import pytest
from PIL import Image

from server.access.bodies import MOST_BODY
from server.media.files import MOST_BYTES
from server.media.sent_file import read_parts
from tests.journal.sent_media import PLANTED, decoded, encoded, picture, said
from tests.journal.shown import write
from tests.someone import Installation, Opened, Someone

MEGABYTE = 1024 * 1024


@pytest.fixture
def entry(mara: Someone) -> str:
    return write(mara, "The sea came back.")


def add(person: Someone, entry: str, raw: bytes, **more: str) -> Opened:
    return person.send_file(f"/journal/entries/{entry}/picture", raw, **more)


def pictures(person: Someone, entry: str) -> list[str]:
    return person.open(f"/journal/entries/{entry}").values(".media img", "src")


def big_photo(least: int) -> bytes:
    """A photo that is at least so long."""
    noise = encoded(Image.effect_noise((1600, 1200), 120).convert("RGB"), quality=95)
    return noise + bytes(max(least - len(noise), 0))


def test_the_form_is_on_the_page_of_the_entry_and_leads_back_to_it(mara: Someone, entry: str) -> None:
    form = mara.open(f"/journal/entries/{entry}").tree.cssselect("form[enctype='multipart/form-data']")[0]
    assert form.get("action") == f"/journal/entries/{entry}/picture"

    answer = add(mara, entry, picture(exif=exif_with_a_name()), id=str(uuid4()))

    assert (answer.status_code, answer.headers["location"]) == (303, f"/journal/entries/{entry}")
    (shown,) = pictures(mara, entry)
    got = mara.get(shown).response.content
    assert decoded(got).size == (60, 40)
    assert PLANTED not in got


def exif_with_a_name() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = PLANTED.decode()
    return exif


def test_pressed_twice_it_is_one_and_another_picture_from_the_same_page_is_another(mara: Someone, entry: str) -> None:
    page = str(uuid4())
    for raw in (picture(), picture(), picture(61, 40)):
        assert add(mara, entry, raw, id=page).status_code == 303

    assert len(pictures(mara, entry)) == 2


@pytest.mark.parametrize("name", ["x.jpg", "../../etc/passwd", "eicar.com", "<script>.jpg", "photo.heic", ""])
def test_the_name_of_the_file_matters_nothing_and_is_kept_nowhere(mara: Someone, entry: str, name: str) -> None:
    assert add(mara, entry, picture(), name=name or "x").status_code == 303
    (shown,) = pictures(mara, entry)
    assert mara.get(shown).headers["content-disposition"] == 'attachment; filename="note-2026-11-25.jpg"'


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "No file was chosen"),
        (b"%PDF-1.7", "This file is not a picture"),
        (b"<svg/>", "This file is not a picture"),
        (picture()[:-400], "damaged"),
        (big_photo(MOST_BYTES + 1), "This file is larger than 10 MB"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_way_back(
    installation: Installation, mara: Someone, entry: str, raw: bytes, sentence: str
) -> None:
    refused = add(mara, entry, raw)

    assert refused.status_code == 422
    assert sentence in said(refused)
    assert f"/journal/entries/{entry}" in refused.values("a.go", "href")
    assert installation.value("select count(*) from media") == 0


def test_ten_megabytes_fit_and_forty_do_not(mara: Someone, entry: str) -> None:
    assert add(mara, entry, big_photo(MOST_BYTES)).status_code == 303

    refused = add(mara, entry, bytes(40 * MEGABYTE))

    assert refused.status_code == 413
    assert "This is more than can be sent at once." in refused.text
    assert len(pictures(mara, entry)) == 1


def test_the_eleventh_is_refused_with_a_way_back(mara: Someone, entry: str) -> None:
    for width in range(10):
        assert add(mara, entry, picture(60 + width)).status_code == 303

    refused = add(mara, entry, picture(90))

    assert refused.status_code == 409
    assert "An entry holds ten" in said(refused)


@pytest.mark.parametrize("who", ["iris", "sol", "theo", "ada", None])
def test_nobody_adds_a_picture_to_anothers_entry(installation: Installation, entry: str, who: str | None) -> None:
    person = installation.someone(who)
    expected = 404 if who in ("iris", "sol") else 401 if who is None else 403

    assert add(person, entry, picture()).status_code == expected
    assert installation.value("select count(*) from media") == 0


@pytest.mark.parametrize(
    "path",
    ["/journal/entries", "/journal/media", "/journal/entries/{}/sharing", "/journal/entries/{}/picture/x",
     "/x/journal/entries/{}/picture", "/journal/entries/a/b/picture", "/journal/media/{}/pieces/0"],
)  # fmt: skip
def test_every_other_route_still_refuses_more_than_a_megabyte(mara: Someone, entry: str, path: str) -> None:
    assert mara.send_raw(path.format(entry), bytes(MOST_BODY + 1)).status_code == 413


@pytest.mark.parametrize("who", ["theo", "ada", None])
def test_only_a_patient_may_send_more_than_a_megabyte_even_there(
    installation: Installation, entry: str, who: str | None
) -> None:
    answer = installation.someone(who).send_raw(f"/journal/entries/{entry}/picture", bytes(MOST_BODY + 1))

    assert answer.status_code == 413


EDGE = "multipart/form-data; boundary=edge"


@pytest.mark.parametrize(
    ("body", "claimed"),
    [
        (b"", EDGE),
        (b"--edge--", EDGE),
        (b'--edge\r\nContent-Disposition: form-data; name="file"\r\n\r\nbroke o', EDGE),
        (b'--edge\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--other--', EDGE),
        (b"--edge\r\n\r\nno name\r\n--edge--", EDGE),
        (b"file=x", "application/x-www-form-urlencoded"),
        (b'--edge\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--edge--', "multipart/form-data"),
        (b"\xff" * 500, "multipart/form-data; boundary=\xff"),
    ],
)
def test_a_form_that_is_none_or_broke_off_holds_nothing(mara: Someone, entry: str, body: bytes, claimed: str) -> None:
    assert read_parts(body, claimed) == {}
    assert mara.send_raw(f"/journal/entries/{entry}/picture", body).status_code == 422


def test_a_file_may_hold_line_ends_and_what_looks_like_an_edge() -> None:
    raw = b"\r\n\r\n--edg\r\n-edge\0\xff\r\n"
    head = b'--edge\r\nContent-Type: image/png\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n'
    assert read_parts(head + raw + b"\r\n--edge--\r\n", 'Multipart/Form-Data; charset=x; boundary="edge"') == {
        "file": raw
    }
