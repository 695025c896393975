"""E-03: the letter of a referral, and the photo of a label, sent along by the patient; a download for both sides."""

from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest

from server.media.files import PIECE
from tests.intake.clinic_side import A_MOMENT, add_medicine, place, take_out
from tests.intake.sent_papers import REFERRAL, of, papers, seen, send
from tests.journal.sent_media import PLANTED, kept, media_form, pdf, picture, send_all, send_piece
from tests.someone import Installation, Someone


@pytest.fixture
def line(iris: Someone) -> str:
    """A medicine of hers."""
    return add_medicine(iris, "Uniphyl")


def test_e_03_a_letter_goes_along_and_both_sides_have_it_as_a_download(iris: Someone, pria: Someone) -> None:
    answer = send(iris, REFERRAL, pdf(words=PLANTED.decode()))

    assert (answer.status_code, answer.headers["location"]) == (303, f"{REFERRAL}#papers")
    (mine,), (theirs,) = papers(iris, REFERRAL), seen(pria)
    for got in (iris.get(mine), pria.get(theirs)):
        assert got.headers["content-disposition"] == 'attachment; filename="note-2026-11-25.pdf"'
        assert got.headers["content-type"] == "application/pdf"
        assert got.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert got.headers["x-content-type-options"] == "nosniff"
        with pikepdf.open(BytesIO(got.response.content)) as paper:
            assert len(paper.pages) == 1
        assert PLANTED not in got.response.content


def test_the_photo_of_a_label_stands_beside_its_medicine_on_both_sides(iris: Someone, line: str, pria: Someone) -> None:
    other = add_medicine(iris, "Grandmother’s drops")
    assert send(iris, of(line), picture(), "label.jpg").status_code == 303

    assert len(papers(iris, of(line))) == 1
    assert papers(iris, of(other)) == papers(iris, REFERRAL) == []
    assert "see its photo" in iris.open("/intake/medicines").one(f"#m-{line}")
    assert "add a photo" in iris.open("/intake/medicines").one(f"#m-{other}")
    row = next(one for one in pria.open(place(iris.installation)).tree.cssselect("li") if one.cssselect(".papers a"))
    assert "Uniphyl" in row.text_content()


def test_without_a_network_it_comes_in_pieces_before_or_after_what_it_belongs_to(iris: Someone, pria: Someone) -> None:
    medicine, raw = str(uuid4()), picture(900, 700)
    _photo, answer = send_all(iris, raw, "picture", to="/intake/papers", entry=medicine)
    assert kept(answer)
    assert seen(pria) == []  # nobody knows yet what it is of

    iris.send("/intake/medicines", {"id": str(uuid4()), "medicine": medicine, "typed": "Uniphyl"})

    (shown,) = seen(pria)
    assert pria.get(shown).status_code == 200


def test_half_of_it_is_said_to_be_on_its_way_and_opens_for_nobody(iris: Someone, line: str, pria: Someone) -> None:
    raw = pdf() + bytes(PIECE)
    form = media_form(raw, "paper", entry=line)
    iris.outbox("/intake/papers", form, tag="")
    send_piece(iris, form["id"], 0, raw[:PIECE], to="/intake/papers")

    assert "Still on its way" in iris.open(of(line)).text
    assert "still on its way" in pria.open(place(iris.installation)).text
    assert seen(pria) == []
    assert iris.get(f"/intake/papers/{form['id']}").status_code == 404
    assert pria.get(f"{place(iris.installation)}/papers/{form['id']}").status_code == 404


def test_pressed_twice_it_is_one_and_what_came_since_the_last_look_is_marked(iris: Someone, pria: Someone) -> None:
    summary = place(iris.installation)
    pria.open(summary)
    page, raw = str(uuid4()), pdf()
    for _time in range(2):
        iris.installation.clock.move(A_MOMENT)
        assert send(iris, REFERRAL, raw, id=page).status_code == 303

    iris.installation.clock.move(A_MOMENT)
    assert len(pria.open(summary).tree.cssselect(".papers mark")) == 1
    assert len(pria.open(summary).tree.cssselect(".papers mark")) == 0
    assert len(papers(iris, REFERRAL)) == 1


def test_what_was_taken_back_is_gone_for_both_and_that_it_was_there_stays(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    send(iris, REFERRAL, pdf())
    (mine,), (theirs,) = papers(iris, REFERRAL), seen(pria)

    for _time in range(2):
        assert iris.send(f"{mine}/delete", follow=False).status_code == 303

    assert iris.get(mine).status_code == pria.get(theirs).status_code == 404
    assert "A PDF, taken back on 25 November." in iris.open(REFERRAL).text
    assert "A PDF, taken back on 25 November." in pria.open(place(installation)).text
    assert installation.value("select count(*) from media_piece") == 0


def test_opening_one_stands_in_the_patients_list_of_who_looked(iris: Someone, pria: Someone) -> None:
    send(iris, REFERRAL, pdf())
    (theirs,) = seen(pria)
    rows = "select count(*) from trail where deed = 'opened intake'"
    before = iris.installation.value(rows)

    assert pria.get(theirs).status_code == 200

    assert iris.installation.value(rows) == before + 1


def test_with_a_medicine_that_is_taken_out_its_photo_is_no_longer_listed(
    iris: Someone, line: str, pria: Someone
) -> None:
    send(iris, of(line), picture())
    take_out(iris, line)
    assert seen(pria) == []
