"""Recordings and pictures made for a test, and sent as the phone sends them: announced, then piece by piece."""

from io import BytesIO
from uuid import uuid4

import pikepdf
from PIL import Image

from server.media.files import PIECE, count_pieces
from tests.someone import Installation, Opened, Someone

PLANTED = b"PLANTED-IN-THE-FILE"
WEBM = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"


def voice(length: int = 1_000) -> bytes:
    """As long as asked, and no two pieces alike."""
    rest = length - len(WEBM) - len(PLANTED)
    return WEBM + PLANTED + b"".join(n.to_bytes(4, "big") for n in range(rest // 4 + 1))[:rest]


def encoded(image: Image.Image, form: str = "JPEG", **more: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def picture(width: int = 60, height: int = 40, form: str = "JPEG", **more: object) -> bytes:
    """No flat colour, so that a drawing and a photo are told apart."""
    shades = Image.linear_gradient("L").resize((width, height))
    return encoded(
        Image.merge(
            "RGB", (shades, shades.rotate(180), shades.transpose(Image.Transpose.ROTATE_90).resize((width, height)))
        ),
        form,
        **more,
    )


def decoded(raw: bytes) -> Image.Image:
    image = Image.open(BytesIO(raw))
    image.load()
    return image


def media_form(raw: bytes, kind: str = "voice", **more: str) -> dict[str, str]:
    known = {
        "voice": ("audio/webm;codecs=opus", "183"), "picture": ("image/jpeg", ""), "paper": ("application/pdf", ""),
    }  # fmt: skip
    return {
        "id": str(uuid4()), "entry": str(uuid4()), "kind": kind, "type": known[kind][0], "seconds": known[kind][1],
        "size": str(len(raw)), "pieces": str(count_pieces(len(raw))), "made_at": "2026-11-25T14:58:00.000Z",
    } | more  # fmt: skip


def pdf(*, acts: bool = False, words: str = "", **how: object) -> bytes:
    """One empty page; `words` are in what is said about the file."""
    paper, out = pikepdf.new(), BytesIO()
    paper.add_blank_page()
    if acts:
        paper.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    if words:
        paper.docinfo["/Author"] = words
    paper.save(out, **how)
    return out.getvalue()


def send_piece(person: Someone, media: str, number: int, raw: bytes, to: str = "/journal/media") -> Opened:
    return person.send_raw(
        f"{to}/{media}/pieces/{number}",
        raw,
        content_type="application/octet-stream",
        tidemark_write="a-write",
    )


def piece_of(raw: bytes, number: int) -> bytes:
    return raw[number * PIECE : (number + 1) * PIECE]


def send_all(
    person: Someone, raw: bytes, kind: str = "voice", to: str = "/journal/media", **more: str
) -> tuple[str, Opened]:
    """Its id, and the answer to the last piece."""
    form = media_form(raw, kind, **more)
    opened = person.outbox(to, form, tag="")
    assert opened.status_code == 200, opened.text
    for number in range(count_pieces(len(raw))):
        opened = send_piece(person, form["id"], number, piece_of(raw, number), to)
    return form["id"], opened


def kept(opened: Opened) -> bool:
    return opened.status_code == 200 and opened.headers.get("tidemark-kept") == "a-write"


def said(opened: Opened) -> str:
    """The sentence that the phone shows."""
    return opened.one("[role=alert]")


def pieces_of(installation: Installation, media: str) -> object:
    return installation.value("select count(*) from media_piece where media_id = :id", id=media)
