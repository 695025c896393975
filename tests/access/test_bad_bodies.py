"""Forms that no page of ours sends: a clear 4xx that keeps what can be kept, and never a 500."""

import pytest

from tests.access.raw import FORM, HOST, LEFT, SAME_SITE, ask
from tests.house_rules import check_page
from tests.someone import Installation, Someone

MULTIPART = (
    b'--edge\r\nContent-Disposition: form-data; name="name"\r\n\r\nnoor\r\n'
    b'--edge\r\nContent-Disposition: form-data; name="passphrase"\r\n\r\na calm grey sea\r\n--edge--\r\n'
)
ODD: dict[str, bytes] = {
    "nothing": b"",
    "one ampersand": b"&",
    "only equals": b"====&=&=a",
    "malformed percent": b"name=%zz%&passphrase=%4",
    "invalid utf-8": b"name=%ff%fe&passphrase=%c3",
    "raw bytes": bytes(range(256)),
    "a lone surrogate": b"name=%ed%a0%80&passphrase=%ed%bf%bf",
    "nul": b"name=%00&passphrase=%00",
    "300 fields": b"&".join(b"field%d=%d" % (n, n) for n in range(300)),
    "300 times one field": b"&".join(b"name=%d" % n for n in range(300)),
    "a huge name": b"n" * 100_000 + b"=1",
    "multipart": MULTIPART,
    "json": b'{"name": "noor", "passphrase": "a calm grey sea"}',
    "xml": b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    "markup": b"name=%3Cscript%3Ealert(1)%3C/script%3E&passphrase=x",
}
KINDS = (b"application/x-www-form-urlencoded", b"multipart/form-data; boundary=edge", b"application/json",
         b"text/plain", b"", b"\xff/\xfe", b"application/x-www-form-urlencoded; charset=utf-16")  # fmt: skip
WHOLE = "Some characters did not arrive whole. Please check the words and send them again."


@pytest.mark.parametrize("name", ODD)
def test_an_odd_form_gets_a_clear_no(lasting: Installation, name: str) -> None:
    for path in (b"/sign-in", b"/join", b"/join/accept", b"/demo/sign-in"):
        answer = ask(lasting, "POST", path, chunks=[ODD[name]])
        assert answer.status in (422, 429), path
        check_page(answer.text)
        assert "set-cookie" not in answer.headers
        assert "<script>alert" not in answer.text


def test_an_odd_form_of_somebody_signed_in_gets_a_clear_no(installation: Installation) -> None:
    theo = f"tidemark={installation.someone('theo').client.cookies['tidemark']}"
    noor = f"tidemark={installation.someone('noor').client.cookies['tidemark']}"
    for name, body in ODD.items():
        assert ask(installation, "POST", b"/invitations", chunks=[body], cookie=theo).status in (201, 422), name
        answer = ask(installation, "POST", b"/journal/entries", chunks=[body], cookie=noor)
        assert answer.status == 422, name
        check_page(answer.text)


def test_the_kind_of_content_that_is_claimed_makes_no_difference(lasting: Installation) -> None:
    for kind in KINDS:
        for body in (MULTIPART, b"name=&passphrase=", b'{"name": 1}'):
            headers = (HOST, SAME_SITE, (b"content-type", kind))
            assert ask(lasting, "POST", b"/sign-in", headers=headers, chunks=[body]).status == 422
    assert ask(lasting, "POST", b"/sign-in", headers=(HOST, SAME_SITE), chunks=[b"name=a"]).status == 422


def test_a_field_that_did_not_arrive_whole_is_named_and_the_rest_kept(theo: Someone) -> None:
    answer = theo.send_raw("/invitations", b"name=Wr%FFn&email=wren%40example.org&therapist=" + b"%E2%82")

    assert answer.status_code == 422
    assert answer.all("error") == [WHOLE, WHOLE]
    assert answer.values("input[name=name]") == ["Wr\N{REPLACEMENT CHARACTER}n"]
    assert answer.values("input[name=email]") == ["wren@example.org"]


def test_a_nul_is_named_beside_its_field(theo: Someone) -> None:
    answer = theo.send("/invitations", {"name": "Wr\0n"})

    assert answer.status_code == 422
    assert answer.all("error") == ["There is a character here that cannot be kept. Please take it out."]
    assert answer.values("input[name=name]") == ["Wr\N{REPLACEMENT CHARACTER}n"]


def test_of_a_field_sent_twice_the_last_one_counts(lasting: Installation) -> None:
    damaged_then_whole = ask(lasting, "POST", b"/sign-in", chunks=[b"name=%ff&passphrase=x&name=noor"])
    assert WHOLE not in damaged_then_whole.text
    assert 'value="noor"' in damaged_then_whole.text

    whole_then_damaged = ask(lasting, "POST", b"/sign-in", chunks=[b"name=noor&passphrase=x&name=%ff"])
    assert WHOLE in whole_then_damaged.text


def test_ten_megabytes_are_refused_in_words(lasting: Installation) -> None:
    answer = ask(lasting, "POST", b"/sign-in", chunks=[b"name=", *[b"x" * 1_000_000] * 10])

    assert answer.status == 413
    assert "This is more than can be sent at once." in answer.text
    check_page(answer.text)


def test_a_stream_without_end_is_left_alone_after_a_while(lasting: Installation) -> None:
    assert ask(lasting, "POST", b"/sign-in", chunks=[b"x" * 1_000_000] * 100).status == 413


def test_a_form_of_a_million_bytes_is_read_and_one_more_is_not(lasting: Installation) -> None:
    start = b"name=a&passphrase="

    assert ask(lasting, "POST", b"/sign-in", chunks=[start, b"x" * (1_000_000 - len(start))]).status == 422
    assert ask(lasting, "POST", b"/sign-in", chunks=[start, b"x" * (1_000_001 - len(start))]).status == 413


def test_a_form_that_arrives_in_many_pieces_is_one_form(lasting: Installation) -> None:
    body = b"person=noor"

    assert ask(lasting, "POST", b"/demo/sign-in", chunks=[bytes([byte]) for byte in body] + [b""]).status == 303


def test_a_form_that_broke_off_is_not_taken_for_a_whole_one(installation: Installation) -> None:
    """The phone lost its network in the middle of an entry: it sends all of it again later."""
    noor = installation.someone("noor")
    cookie = f"tidemark={noor.client.cookies['tidemark']}"
    entry = b"id=0199c000-0000-7000-8000-00000000abcd&written_at=2026-11-25T14:58:00Z&body=Half+of+wh"

    answer = ask(installation, "POST", b"/journal/entries", chunks=[entry, LEFT], cookie=cookie)

    assert answer.status == 0
    assert "Half of wh" not in noor.open("/journal").words


def test_a_page_asked_for_with_a_body_is_answered_all_the_same(lasting: Installation) -> None:
    for chunks in ([b"a=b"], [b"x" * 2_000_000], [b"x", LEFT]):
        assert ask(lasting, "GET", b"/help", chunks=chunks).status == 200


def test_headers_do_not_matter_to_how_a_form_is_read(lasting: Installation) -> None:
    odd = [(b"content-length", b"-1"), (b"transfer-encoding", b"chunked"), (b"x", b"\xff" * 500), (b"accept", b"*")]
    assert ask(lasting, "POST", b"/sign-in", headers=(HOST, SAME_SITE, FORM, *odd), chunks=[b"name=a"]).status == 422
