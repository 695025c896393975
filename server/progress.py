"""How far a long command is: one line that counts on a terminal, a plain line now and then elsewhere."""

import sys
import time

EVERY = 5.0  # seconds between plain lines
CLEAR = "\r\x1b[K"
TWITCH = 0.1  # between changes of the line on a terminal


class Progress:
    def __init__(self) -> None:
        self._line = ""
        self._said_at = time.monotonic()
        self._live = sys.stderr.isatty()

    def __call__(self, what: str, done: int, of: int = 0) -> None:
        """To standard error: what a command answers stays what it answers."""
        now = time.monotonic()
        share = f" ({100 * done // of} %)" if of else ""
        self._line = f"{what}: {done:,}{f' of {of:,}' if of else ''}{share}"
        if now - self._said_at >= (TWITCH if self._live else EVERY):
            self._said_at = now
            print(
                f"\r\x1b[K{self._line}" if self._live else self._line,
                end="" if self._live else "\n",
                file=sys.stderr,
                flush=True,
            )

    def close(self) -> None:
        if self._live and self._line:
            print(CLEAR, end="", file=sys.stderr, flush=True)
