"""Pictures are told by their content and drawn anew: upright, of a sensible size, and with nothing that came along."""

import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from server.media.audio import audio_type
from server.media.pictures import LONGEST_SIDE, MOST_PIXELS, Unfit, redraw
from tests.journal.sent_media import PLANTED, decoded, encoded, picture, pieces_of, said, send_all
from tests.someone import Installation, Someone

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)
NOT_OURS = "This file is not a picture or recording that Tidemark can keep."
DAMAGED = "This file is damaged or did not arrive whole, so it was not kept."
HUGE = "This picture has more points than fit (40 million)."


def photo_with_all_that_phones_add() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = PLANTED.decode()  # the maker
    exif[0x0112] = 6  # the phone was held upright
    exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 39.0, 12.0), 3: "W", 4: (79.0, 22.0, 59.0), 29: PLANTED.decode()})
    exif.get_ifd(0x8769)[0x9286] = PLANTED  # what somebody wrote
    beside = {"comment": PLANTED, "xmp": b"<x:xmpmeta>" + PLANTED + b"</x:xmpmeta>", "icc_profile": PLANTED}
    return picture(300, 200, exif=exif, quality=90, **beside)


def drawing_with_text() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", PLANTED.decode())
    text.add_itxt("XML:com.adobe.xmp", PLANTED.decode(), zip=False)
    drawing = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    drawing.paste((200, 30, 60, 255), (10, 10, 60, 60))
    return encoded(drawing, "PNG", pnginfo=text, icc_profile=PLANTED) + PLANTED


def png_of_points(width: int, height: int) -> bytes:
    """A bomb: a few hundred bytes that say they are enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    drawn = zlib.compress(bytes(100_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", drawn) + chunk(b"IEND", b"")


def jpeg_drawn_over_and_over() -> bytes:
    whole = picture(64, 64, progressive=True)
    scan = whole.index(b"\xff\xda")
    following = whole.index(b"\xff\xda", scan + 2)
    return whole[:scan] + whole[scan:following] * 200 + whole[scan:]


def half(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


REFUSED = {
    "a PDF": (b"%PDF-1.7\n1 0 obj\n<<>>\n", NOT_OURS),
    "a drawing that can run": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', NOT_OURS),
    "a page": (b"<!doctype html><script>alert(1)</script>", NOT_OURS),
    "a GIF": (encoded(Image.new("P", (9, 9)), "GIF"), NOT_OURS),
    "a TIFF": (encoded(Image.new("RGB", (9, 9)), "TIFF"), NOT_OURS),
    "a recording": (b"\x1a\x45\xdf\xa3webm" + bytes(99), NOT_OURS),
    "a program": (b"MZ\x90\0" + bytes(500), NOT_OURS),
    "the test of virus scanners": (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", NOT_OURS),
    "a photo of Apple's own form": (HEIC, "HEIC form of Apple"),
    "half a photo": (half(picture(300, 200)), DAMAGED),
    "the first bytes of a photo": (b"\xff\xd8\xff\xe0", DAMAGED),
    "half a drawing": (half(picture(300, 200, "PNG")), DAMAGED),
    "half a WebP": (half(picture(300, 200, "WEBP")), DAMAGED),
    "a drawing that only says it is one": (b"\x89PNG\r\n\x1a\n<script>", DAMAGED),
    "a bomb": (png_of_points(60_000, 60_000), HUGE),
    "one row too many": (png_of_points(8_000, MOST_PIXELS // 8_000 + 1), HUGE),
    "a photo drawn over and over": (jpeg_drawn_over_and_over(), HUGE),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_refused_in_a_sentence_and_nothing_of_it_stays(
    installation: Installation, mara: Someone, name: str
) -> None:
    raw, sentence = REFUSED[name]

    media, answer = send_all(mara, raw, "picture")

    assert answer.status_code == 422
    assert sentence in said(answer)
    assert "tidemark-kept" not in answer.headers
    assert pieces_of(installation, media) == 0
    assert mara.get(f"/journal/media/{media}").status_code == 404


def test_told_twice_it_is_refused_twice(mara: Someone) -> None:
    """The first answer may have been lost on its way."""
    media, _first = send_all(mara, HEIC, "picture")
    again = mara.send_raw(f"/journal/media/{media}/pieces/0", HEIC)

    assert again.status_code == 422
    assert "HEIC" in said(again)


@pytest.mark.parametrize("raw", [photo_with_all_that_phones_add(), drawing_with_text()], ids=["photo", "drawing"])
def test_what_came_along_is_really_gone(mara: Someone, raw: bytes) -> None:
    assert PLANTED in raw
    media, _last = send_all(mara, raw, "picture")

    got = mara.get(f"/journal/media/{media}").response.content

    assert PLANTED not in got
    assert not decoded(got).getexif()
    assert not {"exif", "xmp", "icc_profile", "comment", "Author", "photoshop"} & decoded(got).info.keys()


def test_a_photo_stands_upright_once_it_no_longer_says_how_it_was_held(mara: Someone) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    held = Image.new("RGB", (300, 200), "white")
    held.paste("red", (0, 0, 100, 200))  # on the left; turned by a quarter it is on top
    media, _last = send_all(mara, encoded(held, exif=exif), "picture")

    shown = decoded(mara.get(f"/journal/media/{media}").response.content).convert("RGB")

    assert shown.size == (200, 300)
    assert shown.getpixel((100, 30))[1] < 60
    assert shown.getpixel((100, 250))[1] > 200


@pytest.mark.parametrize(
    ("raw", "form", "size"),
    [
        (picture(3000, 1500), "JPEG", (LONGEST_SIDE, 1024)),
        (picture(600, 400), "JPEG", (600, 400)),
        (picture(600, 400, "WEBP"), "JPEG", (600, 400)),
        (encoded(Image.effect_noise((400, 300), 90).convert("RGB"), "PNG"), "PNG", (400, 300)),
        (encoded(Image.effect_noise((90, 2500), 90), "PNG"), "PNG", (74, LONGEST_SIDE)),
        (drawing_with_text(), "PNG", (300, 200)),
        (encoded(Image.new("RGBA", (30, 20), (9, 9, 9, 40)), "WEBP", lossless=True), "PNG", (30, 20)),
        (encoded(Image.new("CMYK", (30, 20)), "JPEG"), "JPEG", (30, 20)),
        (encoded(Image.new("I;16", (30, 20), 40_000), "PNG"), "PNG", (30, 20)),
        (encoded(Image.new("LA", (30, 20), (9, 9)), "PNG"), "PNG", (30, 20)),
    ],
)
def test_it_is_kept_at_a_sensible_size_in_the_form_that_suits_it(raw: bytes, form: str, size: tuple[int, int]) -> None:
    said_to_be, clean = redraw(raw)

    shown = decoded(clean)
    assert (shown.format, shown.size) == (form, size)
    assert said_to_be == f"image/{form.lower()}"


def test_a_drawing_of_many_colours_is_kept_as_a_photo() -> None:
    rows = [Image.linear_gradient("L").rotate(turn) for turn in (0, 40, 75)]
    assert redraw(encoded(Image.merge("RGB", rows), "PNG"))[0] == "image/jpeg"


def test_only_the_first_picture_of_an_animation_is_kept() -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    for form in ("PNG", "WEBP"):
        clean = redraw(encoded(frames[0], form, save_all=True, append_images=frames[1:]))[1]
        assert getattr(decoded(clean), "n_frames", 1) == 1
        assert decoded(clean).convert("RGB").getpixel((5, 5))[0] > 200


def test_a_picture_is_never_a_recording_and_a_photo_of_forty_million_points_fits() -> None:
    assert audio_type(picture()) is None
    assert decoded(redraw(encoded(Image.new("L", (8_000, 5_000), 90)))[1]).size == (LONGEST_SIDE, 1280)
    with pytest.raises(Unfit, match="large"):
        redraw(encoded(Image.new("L", (8_001, 5_000))))
