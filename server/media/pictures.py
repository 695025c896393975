"""Pictures are drawn anew before they are kept: nothing that was hidden in the file comes along (promises 1.15)."""

from io import BytesIO

from PIL import Image, ImageOps

from server.media.audio import is_heic
from server.media.files import MOST_BYTES, Unfit

MOST_PIXELS = 40_000_000
MOST_SCANS = 100  # a JPEG that is drawn over and over keeps a processor busy for hours
LONGEST_SIDE = 2048
FEW_COLOURS = 1000
FORMATS = ("JPEG", "PNG", "WEBP")
Image.MAX_IMAGE_PIXELS = None  # counted here, so that it is said in words

Picture = tuple[str, bytes]


def redraw(raw: bytes) -> Picture:
    """Its type and the bytes to keep; raises Unfit. Takes a second or so: call it in a thread."""
    if is_heic(raw):
        raise Unfit("heic")
    if not raw.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) and raw[:4] + raw[8:12] != b"RIFFWEBP":
        raise Unfit("unknown")
    if raw.startswith(b"\xff\xd8") and raw.count(b"\xff\xda") > MOST_SCANS:
        raise Unfit("large")
    try:
        return _draw(raw)
    except (Unfit, MemoryError):
        raise
    except Exception:  # whatever a decoder trips over, and there is much: the file is not whole
        raise Unfit("damaged") from None


def _draw(raw: bytes) -> Picture:
    with Image.open(BytesIO(raw), formats=FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            raise Unfit("large")
        drawn = image.format == "PNG"
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # of a large photo only what is kept is unpacked
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        flat = _in_colours(image)
    drawn = drawn and flat.getcolors(FEW_COLOURS) is not None
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    clean = Image.new(flat.mode, flat.size)  # the pixels alone: what hung on the file stays behind
    clean.paste(flat)
    return _written(clean, as_png=drawn or clean.mode == "RGBA")


def _in_colours(image: Image.Image) -> Image.Image:
    """RGB, or RGBA where something shines through."""
    if image.mode.startswith("I"):  # sixteen bits of grey
        image = image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        if seen.getchannel("A").getextrema()[0] != 255:
            return seen
        image = seen
    return image if image.mode == "RGB" else image.convert("RGB")


def _written(image: Image.Image, *, as_png: bool) -> Picture:
    out = BytesIO()
    if as_png:
        image.save(out, "PNG", optimize=False, compress_level=6)
        if out.tell() <= MOST_BYTES:
            return "image/png", out.getvalue()
        out = BytesIO()
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
        image = paper
    image.save(out, "JPEG", quality=85, optimize=True, progressive=False)
    return "image/jpeg", out.getvalue()
