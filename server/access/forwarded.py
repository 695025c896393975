"""Whether a proxy hands requests on that the settings do not name: said once in the log, and left for the doctor."""

from contextlib import suppress
from pathlib import Path

FILE = "proxy-not-trusted"


def note_forwarded(data: Path) -> None:
    """Only that it was, and never by whom: a patient's own phone could have said so."""
    with suppress(OSError):  # no request waits for the disk to be well
        (data / FILE).touch(mode=0o600)


def forget_forwarded(data: Path) -> None:
    with suppress(OSError):
        (data / FILE).unlink(missing_ok=True)


def was_forwarded(data: Path) -> bool:
    """Since the server was started."""
    return (data / FILE).exists()
