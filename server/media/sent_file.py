"""Reads a form that brings a file, in memory alone: on a disk it would lie unlocked. Pure."""

import re

BOUNDARY = re.compile(r'multipart/form-data\b.*;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))', re.IGNORECASE)
NAME = re.compile(rb'content-disposition:[^\r\n]*;\s*name="([^"\r\n]*)"', re.IGNORECASE)
MOST_PARTS = 20


def read_parts(body: bytes, content_type: str) -> dict[str, bytes]:
    """The content of each field by its name; nothing of a body that is no such form or broke off."""
    found = BOUNDARY.match(content_type)
    if found is None:
        return {}
    edge = b"\r\n--" + (found[1] or found[2]).encode("latin-1", "replace")
    pieces = (b"\r\n" + body).split(edge, MOST_PARTS)
    if not pieces[-1].startswith(b"--"):
        return {}
    fields: dict[str, bytes] = {}
    for piece in pieces[1:-1]:
        head, _gap, content = piece.partition(b"\r\n\r\n")
        named = NAME.search(head)
        if named:
            fields[named[1].decode(errors="replace")] = content
    return fields
