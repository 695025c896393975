"""Consent against a small model (E-15): random sequences of yes, no, taking back and new texts, and late arrivals."""

from datetime import timedelta
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.intake import consent
from server.intake.consent import ConsentState, History, TakenBack, Told, document_now, state_of
from server.pages.content import read_json
from tests.conftest import MORNING
from tests.intake.signing import consent_form, sign, withdraw
from tests.session_day.days import change
from tests.someone import Installation, Someone

Deed = Literal["yes", "no", "back", "new text", "yes to the first"]
DEEDS: list[Deed] = ["yes", "no", "back", "new text", "yes to the first"]
SAID = {
    "none": "Not read yet", "declined": "You did not agree,", "withdrawn": "Taken back on",
    "older": "There is a newer text: please read it again", "signed": "Signed on",
}  # fmt: skip


class Model:
    """What a person would expect who has followed it from the start."""

    def __init__(self) -> None:
        self.state, self.version, self.newest, self.signed_once = "none", 0, 1, False

    def do(self, deed: Deed) -> None:
        if deed == "new text":
            self.newest += 1
        elif deed == "back":
            self.state = "withdrawn" if self.signed_once else self.state
        elif deed == "no":
            self.state = "declined"
        else:
            self.state, self.signed_once = "signed", True
            self.version = self.newest if deed == "yes" else 1

    @property
    def shown(self) -> str:
        return "older" if self.state == "signed" and self.version != self.newest else self.state


class Texts:
    """The clinic's shelf: the newest text, and every earlier one in the archive."""

    def __init__(self) -> None:
        self.first, self.newest = read_json("consent/touch.json"), 1

    def read(self, name: str) -> Any:
        if "touch" not in name:
            return read_json(name)
        version = int(name.removesuffix(".json").rpartition("-")[2]) if "archive" in name else self.newest
        return self.first | {"version": version}


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> Texts:
    shelf = Texts()
    monkeypatch.setattr(consent, "read_json", shelf.read)
    return shelf


def do(person: Someone, texts: Texts, deed: Deed) -> None:
    if deed == "new text":
        texts.newest += 1
    elif deed == "back":
        withdraw(person, "touch")
    elif deed == "no":
        sign(person, "touch", agreed="0", name="")
    else:
        sign(person, "touch", version="1" if deed == "yes to the first" else str(texts.newest))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from(DEEDS), min_size=1, max_size=8))
def test_the_list_says_what_a_person_would_expect(
    installation: Installation, iris: Someone, texts: Texts, deeds: list[Deed]
) -> None:
    for table in ("consent_withdrawal", "consent"):
        change(installation, f"delete from {table}")
    model, texts.newest = Model(), 1
    for deed in deeds:
        installation.clock.move(timedelta(milliseconds=700))
        do(iris, texts, deed)
        model.do(deed)
        page, said = iris.open("/intake/consent/touch"), iris.open("/intake/consent").all("state")[2]
        assert [one for one, words in SAID.items() if said.startswith(words)] == [model.shown]
        assert bool(page.tree.cssselect("form")) == (model.shown != "signed")


moments = st.integers(0, 20).map(lambda n: MORNING + timedelta(minutes=n))


@st.composite
def histories(draw: st.DrawFn) -> History:
    told: list[Told] = []
    backs: list[TakenBack] = []
    for n in range(draw(st.integers(0, 6))):
        arrived = MORNING + timedelta(hours=1, seconds=n)
        history = History(told, backs)
        standing = history.latest_yes("touch")
        if standing and draw(st.booleans()):
            backs.append(TakenBack(id=f"b{n}", consent_id=standing.id, at=draw(moments), received_at=arrived))
        else:
            yes, version = draw(st.booleans()), draw(st.integers(1, 2))
            told.append(
                Told(
                    id=f"t{n}", purpose="touch", version=version, agreed=yes, signed_at=draw(moments),
                    received_at=arrived,
                )
            )  # fmt: skip
    return History(told, backs)


def now(history: History) -> ConsentState:
    return state_of(document_now("touch"), history)


@given(histories(), st.randoms())
def test_the_rows_may_be_read_in_any_order(history: History, random: Any) -> None:
    mixed = History(list(history.told), list(history.taken_back))
    random.shuffle(mixed.told)
    random.shuffle(mixed.taken_back)

    assert now(mixed) == now(history)


@given(histories())
def test_whatever_counted_is_taken_back_by_a_withdrawal_with_any_clock(history: History) -> None:
    standing = history.latest_yes("touch")
    if standing is None or now(history).state not in ("signed", "older"):
        return
    late = TakenBack(id="z", consent_id=standing.id, at=MORNING - timedelta(days=400), received_at=MORNING)

    assert now(History(history.told, [*history.taken_back, late])).state == "withdrawn"


@given(histories(), moments)
def test_a_yes_said_before_the_last_no_never_counts(history: History, said: Any) -> None:
    before = now(history)
    late = Told(
        id="z", purpose="touch", version=1, agreed=True, signed_at=said, received_at=MORNING + timedelta(days=1)
    )
    after = now(History([*history.told, late], history.taken_back))

    if before.state in ("withdrawn", "declined") and before.at and said < before.at:
        assert after.state == before.state
    elif before.at is None or said >= before.at:
        assert after.state == "signed"


def test_the_words_of_another_purpose_change_nothing(installation: Installation, iris: Someone) -> None:
    iris.send("/intake/consent/recording", consent_form("recording", agreed="0"))

    assert iris.open("/intake/consent").all("state")[2] == "Not read yet"
