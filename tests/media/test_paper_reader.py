"""A PDF keeps its pages and nothing else: what could act is refused, what hid in it stays behind (promises 1.15)."""

import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from server.media import paper_reader
from server.media.files import MOST_BYTES, Unfit
from server.media.papers import WHY, is_paper, rewrite
from tests.journal.sent_media import PLANTED, pdf

Change = Callable[[pikepdf.Pdf], None]


def made(change: Change, **how: object) -> bytes:
    paper, out = pikepdf.new(), BytesIO()
    paper.add_blank_page()
    change(paper)
    paper.save(out, **how)
    return out.getvalue()


def opening(action: Dictionary) -> Change:
    def change(paper: pikepdf.Pdf) -> None:
        paper.Root.OpenAction = action

    return change


def pressing(annotation: Dictionary, *, alone: bool = False) -> Change:
    """On its first page; `alone` as an object of its own."""

    def change(paper: pikepdf.Pdf) -> None:
        paper.pages[0].obj.Annots = Array([paper.make_indirect(annotation) if alone else annotation])

    return change


def attached(paper: pikepdf.Pdf) -> None:
    paper.attachments["eicar.com"] = b"not a page"


def named_script(paper: pikepdf.Pdf) -> None:
    script = paper.make_indirect(Dictionary(S=Name.JavaScript, JS=paper.make_stream(b"app.alert(1)")))
    paper.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([pikepdf.String("first"), script])))


def filled_form(paper: pikepdf.Pdf) -> None:
    paper.Root.AcroForm = Dictionary(Fields=Array([]), XFA=paper.make_stream(b"<xdp/>"))


LINK = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))


def link(**action: object) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(**action))


ACTS: dict[str, Change] = {
    "a script when it opens": opening(Dictionary(S=Name.JavaScript, JS="app.alert(1)")),
    "a script with a name": named_script,
    "a program to start": pressing(link(S=Name.Launch, F="calc.exe")),
    "a form that sends itself": pressing(link(S=Name.SubmitForm, F="https://example.org"), alone=True),
    "data that it fetches": opening(Dictionary(S=Name.ImportData, F="a.fdf")),
    "another file": pressing(link(S=Name.GoToR, F="other.pdf")),
    "a chain of actions": opening(
        Dictionary(S=Name.GoTo, D=Array([]), Next=Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
    ),
    "a file inside": attached,
    "a form that is a program": filled_form,
    "a film": pressing(Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))),
    "a file pinned to a page": pressing(Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment), alone=True),
}


def refusal(raw: bytes) -> str:
    with pytest.raises(Unfit) as found:
        rewrite(raw)
    return str(found.value.why)


@pytest.mark.parametrize("name", ACTS)
def test_what_could_act_is_refused(name: str) -> None:
    assert refusal(made(ACTS[name])) == "scripted"


@pytest.mark.parametrize("how", ["in a stream of objects", "under an empty password"])
def test_hiding_it_helps_nothing(how: str) -> None:
    raw = made(
        ACTS["a script with a name"],
        **(
            {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
            if "stream" in how
            else {"encryption": pikepdf.Encryption(user="", owner="a")}
        ),
    )
    assert b"app.alert" not in raw or "stream" in how
    assert refusal(raw) == "scripted"


def test_pages_stay_and_what_is_said_about_them_does_not() -> None:
    def change(paper: pikepdf.Pdf) -> None:
        paper.add_blank_page(page_size=(300, 400))
        paper.docinfo["/Author"] = PLANTED.decode()
        with paper.open_metadata() as about:
            about["dc:title"] = PLANTED.decode()
        paper.pages[1].obj.PieceInfo = Dictionary(Writer=Dictionary(Private=pikepdf.String(PLANTED)))
        paper.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.Print))
        paper.pages[0].obj.Annots = Array([link(S=Name.URI, URI="https://example.org")])
        paper.Root.OpenAction = Array([paper.pages[0].obj, Name.Fit])

    kept = rewrite(made(change, object_stream_mode=pikepdf.ObjectStreamMode.disable))

    with pikepdf.open(BytesIO(kept)) as paper:
        assert [[float(side) for side in page.mediabox[2:]] for page in paper.pages] == [[612, 792], [300, 400]]
        assert "/AA" not in paper.pages[0]
        assert "/OpenAction" not in paper.Root
        assert PLANTED not in b"".join(bytes(str(one), "utf-8") for one in paper.objects)
    assert PLANTED not in kept


def test_its_own_words_are_still_on_the_page() -> None:
    def change(paper: pikepdf.Pdf) -> None:
        paper.pages[0].Contents = paper.make_stream(b"BT (A letter) Tj ET")

    with pikepdf.open(BytesIO(rewrite(made(change)))) as paper:
        assert paper.pages[0].Contents.read_bytes() == b"BT (A letter) Tj ET"


def test_a_password_is_asked_to_be_taken_off_and_one_against_printing_is_no_hindrance() -> None:
    assert refusal(pdf(encryption=pikepdf.Encryption(user="a", owner="b"))) == "locked"
    with pikepdf.open(BytesIO(rewrite(pdf(encryption=pikepdf.Encryption(user="", owner="b"))))) as paper:
        assert not paper.is_encrypted


WHOLE = pdf()
BROKEN = {
    "cut short": (WHOLE[:200], "damaged"),
    "only its name": (b"%PDF-1.7", "damaged"),
    "a page of the web": (b"%PDF-1.7\n<html><script>alert(1)</script></html>", "damaged"),
    "a script of a shell": (b"#!/bin/sh\necho %PDF\n", "unknown"),
    "nothing": (b"", "unknown"),
    "a page of the web that says PDF far inside": (b"<html>" + b" " * 2000 + WHOLE, "unknown"),
    "no page": (made(lambda paper: paper.pages.__delitem__(0)), "damaged"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_whole_pdf_is_refused(name: str) -> None:
    raw, why = BROKEN[name]
    assert refusal(raw) == why


def test_a_few_bytes_before_it_are_no_hindrance() -> None:
    assert is_paper(b"\xef\xbb\xbf\r\n" + WHOLE)
    assert rewrite(b"\xef\xbb\xbf\r\n" + WHOLE)


def test_a_bomb_takes_neither_the_memory_nor_the_time_of_the_clinic() -> None:
    """Two thousand megabytes of nothing in two, where a reader must unpack them to find the pages."""
    packer = zlib.compressobj(9)
    first = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = first + (packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)) * 2000
    raw = (
        b"%%PDF-1.5\n1 0 obj\n<</Type/XRef/Size 9/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>stream\n"
        % len(packed)
        + packed
        + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"
    )
    assert len(raw) < MOST_BYTES
    began = time.monotonic()
    assert refusal(raw) == "damaged"
    assert time.monotonic() - began < 25


def test_every_number_that_it_ends_with_has_its_reason() -> None:
    numbers = {paper_reader.DAMAGED: "damaged", paper_reader.LOCKED: "locked", paper_reader.SCRIPTED: "scripted"}
    assert numbers == WHY


def test_the_server_does_not_take_the_native_code_in_that_reads_papers() -> None:
    asked = "import sys, server.app; print('pikepdf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True).stdout == "False\n"
