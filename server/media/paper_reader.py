"""Reads a PDF from its input and writes its pages to its output, or ends with a number that says why not.

It runs by itself, so it imports nothing of ours. Whatever could act when the paper is opened or pressed is refused;
who wrote it with what is left out.
"""

import contextlib
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

DAMAGED, LOCKED, SCRIPTED = 3, 4, 5
MOST_MEMORY = 750_000_000  # bytes
MOST_SECONDS = 15  # of the processor
ACTING_KEYS = {"/JS", "/JavaScript", "/XFA", "/EF", "/EmbeddedFiles", "/RichMediaContent"}
ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/GoToE",
    "/GoToR",
    "/Rendition",
    "/RichMediaExecute",
}
ACTING_PARTS = {"/RichMedia", "/FileAttachment", "/Screen", "/Movie", "/Sound", "/3D"}
HIDDEN = ("/Metadata", "/PieceInfo", "/AA")


class NotKept(Exception):
    """`why` is the number to end with."""

    def __init__(self, why: int) -> None:
        super().__init__(why)
        self.why = why


def rewritten(raw: bytes) -> bytes:
    """The same pages in a file of their own; raises NotKept."""
    try:
        with pikepdf.open(BytesIO(raw)) as pdf:
            if not len(pdf.pages):
                raise NotKept(DAMAGED)
            for part in _dictionaries(pdf):
                if _acts(part):
                    raise NotKept(SCRIPTED)
                for name in HIDDEN:
                    if name in part:
                        del part[name]
            for holder, name in ((pdf.Root, "/OpenAction"), (pdf.trailer, "/Info")):
                if name in holder:
                    del holder[name]
            out = BytesIO()
            pdf.save(out, encryption=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            return out.getvalue()
    except pikepdf.PasswordError:
        raise NotKept(LOCKED) from None
    except (pikepdf.PdfError, pikepdf.DeletedObjectError, ValueError, RuntimeError):
        raise NotKept(DAMAGED) from None


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file, also those within others."""
    waiting: list[Any] = list(pdf.objects)
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Stream):
            one = one.stream_dict
        if isinstance(one, pikepdf.Dictionary):
            yield one
            waiting += [held for held in one.as_dict().values() if not _stands_alone(held)]
        elif isinstance(one, pikepdf.Array):
            waiting += [held for held in one if not _stands_alone(held)]


def _stands_alone(held: Any) -> bool:
    """It comes by itself among the file's objects."""
    return not isinstance(held, pikepdf.Object) or held.is_indirect


def _acts(part: Any) -> bool:
    names = {str(name) for name in part.keys()}  # noqa: SIM118 (its own kind of dictionary)
    said = {str(part[name]) for name in ("/S", "/Subtype") if isinstance(part.get(name), pikepdf.Name)}
    return bool(names & ACTING_KEYS or said & ACTIONS or said & ACTING_PARTS)


def _limit() -> None:
    """Where the system knows such limits."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def main() -> int:
    _limit()
    try:
        sys.stdout.buffer.write(rewritten(sys.stdin.buffer.read()))
    except NotKept as refused:
        return refused.why
    except MemoryError:
        return DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main())
