"""What is no paper and no photo, or too much of it: a sentence, a way back, and nothing lost."""

import pikepdf
import pytest

from server.media.files import MOST_BYTES
from tests.intake.clinic_side import add_medicine, hand_in, place
from tests.intake.sent_papers import REFERRAL, of, papers, seen, send
from tests.journal.sent_media import media_form, pdf, picture, said, send_all, send_piece, voice
from tests.someone import Installation, Someone

MEGABYTE = 1024 * 1024
HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(200)


@pytest.fixture
def line(iris: Someone) -> str:
    """A medicine of hers."""
    return add_medicine(iris, "Uniphyl")


BAD = {
    "nothing": (b"", 422, "No file was chosen"),
    "a photo of Apple's own form": (HEIC, 422, "HEIC form of Apple"),
    "a PDF that is a script": (pdf(acts=True), 422, "holds a program"),
    "a script that says it is a PDF": (b"%PDF-1.7\n<script>alert(1)</script>", 422, "damaged"),
    "a script": (b"#!/bin/sh\nrm -rf /", 422, "This file is not a picture"),
    "a drawing that can run": (b"<svg onload='alert(1)'/>", 422, "This file is not a picture"),
    "a recording": (voice(), 422, "This file is not a picture"),
    "a PDF with a password": (pdf(encryption=pikepdf.Encryption(user="a", owner="b")), 422, "asks for a password"),
    "half a photo": (picture()[:-300], 422, "damaged"),
    "one byte too many": (pdf() + bytes(MOST_BYTES), 422, "larger than 10 MB"),
    "forty megabytes": (bytes(40 * MEGABYTE), 413, "This is more than can be sent at once."),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_kept_is_refused_in_a_sentence_with_a_way_back(
    installation: Installation, iris: Someone, line: str, name: str
) -> None:
    raw, status, sentence = BAD[name]

    refused = send(iris, of(line), raw)

    assert refused.status_code == status
    assert sentence in refused.text
    assert status == 413 or f"{of(line)}#papers" in refused.values("a.go", "href")
    assert installation.value("select count(*) from media") == 0
    assert "Uniphyl" in iris.open("/intake/medicines").text


@pytest.mark.parametrize(
    "name", ["eicar.com", "../../etc/passwd", "<script>.pdf", 'a"; name="id', "X5O!P%@AP.pdf", "é" * 300]
)
def test_the_name_of_the_file_matters_nothing_and_is_kept_nowhere(iris: Someone, pria: Someone, name: str) -> None:
    assert send(iris, REFERRAL, pdf(), name).status_code == 303
    (theirs,) = seen(pria)
    assert pria.get(theirs).headers["content-disposition"] == 'attachment; filename="note-2026-11-25.pdf"'


def test_in_pieces_too_what_acts_is_refused_and_a_late_repeat_is_told_the_same(
    installation: Installation, iris: Someone, line: str
) -> None:
    raw = pdf(acts=True)
    paper, answer = send_all(iris, raw, "paper", to="/intake/papers", entry=line)

    assert answer.status_code == 422
    assert "holds a program" in said(answer)
    assert "holds a program" in said(send_piece(iris, paper, 0, raw, to="/intake/papers"))
    assert installation.value("select count(*) from media_piece") == 0
    assert iris.open(of(line)).tree.cssselect("#papers ~ ul li") == []


def test_the_eleventh_is_refused_and_the_ten_stay(iris: Someone, line: str) -> None:
    for width in range(10):
        assert send(iris, of(line), picture(60 + width)).status_code == 303

    refused = send(iris, of(line), picture(99))

    assert refused.status_code == 409
    assert "Ten papers or photos are here already" in said(refused)
    assert len(papers(iris, of(line))) == 10


def test_a_recording_of_the_journal_is_no_paper_and_a_pdf_no_picture_of_it(iris: Someone, pria: Someone) -> None:
    hand_in(iris)
    private, _last = send_all(iris, voice())
    assert iris.get(f"/intake/papers/{private}").status_code == 404
    assert iris.send(f"/intake/papers/{private}/delete").status_code == 404
    assert pria.get(f"{place(iris.installation)}/papers/{private}").status_code == 404
    assert iris.outbox("/journal/media", media_form(pdf(), "paper"), tag="").status_code == 422
    assert iris.outbox("/intake/papers", media_form(voice()), tag="").status_code == 422
