"""The quick form of each promise's test, in every run, or the full one of `make promises`: decided here alone."""

import os

FULL = os.environ.get("TIDEMARK_PROMISES") == "full"


def size(quick: int, full: int) -> int:
    return full if FULL else quick


def seconds(quick: float, full: float) -> float:
    """How long a test may take before it counts as hanging."""
    return full if FULL else quick
