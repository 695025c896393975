"""Gives out a file that somebody sent: whole or in part (Safari plays nothing without), and so that it runs nothing."""

import re
from typing import Any

from litestar import Response

from server.pages.handlers import Visitor

RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
OWN_CSP = "default-src 'none'; sandbox"
Part = tuple[int, int]
GivenFile = Response[Any]


def asked_part(request: Visitor, size: int) -> Part | None:
    return None if "if-range" in request.headers else part_of(request.headers.get("range", ""), size)


def part_of(header: str, size: int) -> Part | None:
    """From and up to where. None where no single part is asked for, and then all is given (RFC 9110, 14.2).

    An empty part, from the end, is one that the file does not have.
    """
    found = RANGE.fullmatch(header.strip())
    if not found or not (found[1] or found[2]) or (found[1] and found[2] and int(found[1]) > int(found[2])):
        return None
    if not found[1]:
        return max(size - int(found[2]), 0), size
    end = int(found[2]) + 1 if found[2] else size
    return min(int(found[1]), size), min(end, size)


def give_file(raw: bytes, part: Part | None, size: int, *, kind: str, name: str) -> GivenFile:
    """`raw` is the part that was asked for, or all of it."""
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": OWN_CSP,
        "Cache-Control": "no-store",
    }
    if part is None:
        return Response(raw, media_type=kind, headers=headers)
    start, end = part
    if start == end:
        return Response(b"", status_code=416, media_type=kind, headers=headers | {"Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return Response(raw, status_code=206, media_type=kind, headers=headers)
