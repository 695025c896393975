"""Q-01 to Q-10: what is asked is the published text, and nothing is asked whose licence is not written down."""

import hashlib
import json
from pathlib import Path

import msgspec
import pytest

from server.measures import instruments as module
from server.measures.instruments import Instrument, instruments
from server.pages.language import CONTENT

# The files as they were given; a word of an item that changes is another questionnaire.
DIGESTS = {
    "gad7": "03ef819e3c5d544f88999b9edf105972473f072458d21090c59e36bc0cfc9612",
    "phq9": "f6f2cdbeac36675b3d8f300d4f3d9c9db39c53fa126138b31b681f266d7063c5",
}


@pytest.mark.parametrize("name", DIGESTS)
def test_q_01_q_02_the_text_is_the_one_that_was_published(name: str) -> None:
    assert hashlib.sha256((CONTENT / "en" / "measures" / f"{name}.json").read_bytes()).hexdigest() == DIGESTS[name]


def test_q_01_q_02_the_two_that_may_be_used_are_there_with_their_notice() -> None:
    found = instruments()
    assert [(one.short, len(one.items)) for one in found.values()] == [("GAD-7", 7), ("PHQ-9", 9)]
    for one in found.values():
        assert one.licence
        assert one.licence.notice_must_be_displayed
        assert "No permission required to reproduce" in one.licence.notice
        assert [item.number for item in one.items] == list(range(1, len(one.items) + 1))
        assert one.scoring.max == len(one.items) * max(option.value for option in one.options)


@pytest.mark.parametrize(
    "licence",
    [None, {"status": "", "notice": "x"}, {"status": "free", "notice": " "}],
    ids=["none", "no status", "no sentence"],
)
def test_q_03_to_q_10_one_without_a_licence_cannot_be_switched_on(
    licence: dict[str, str] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = json.loads((CONTENT / "en" / "measures" / "gad7.json").read_text()) | {"id": "other", "licence": licence}
    assert not msgspec.convert(text, Instrument).usable

    folder = tmp_path / "en" / "measures"
    folder.mkdir(parents=True)
    (folder / "other.json").write_text(json.dumps(text))
    monkeypatch.setattr(module, "CONTENT", tmp_path)
    monkeypatch.setattr(module, "read_json", lambda name: json.loads((tmp_path / "en" / name).read_text()))
    module._instruments.cache_clear()
    try:
        assert instruments() == {}
    finally:
        module._instruments.cache_clear()
