"""What a recording is by its first bytes, whatever its name says. Pure; it is kept as it came."""

HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}


def audio_type(raw: bytes) -> str | None:
    """The type under which it may be played; None when this is no recording that browsers make or play."""
    if raw[:4] == b"\x1a\x45\xdf\xa3" and (b"webm" in raw[:64] or b"matroska" in raw[:64]):
        return "audio/webm"
    if raw[4:8] == b"ftyp" and raw[8:12] not in HEIC:
        return "audio/mp4"
    if raw[:4] == b"OggS":
        return "audio/ogg"
    if raw[:4] == b"RIFF" and raw[8:12] == b"WAVE":
        return "audio/wav"
    return "audio/mpeg" if raw[:3] == b"ID3" or _is_mpeg_frame(raw) else None


def is_heic(raw: bytes) -> bool:
    return raw[4:8] == b"ftyp" and raw[8:12] in HEIC


def _is_mpeg_frame(raw: bytes) -> bool:
    """Layer III alone: eleven bits of ones also begin a text in UTF-16."""
    if len(raw) < 4 or raw[0] != 0xFF or raw[1] & 0xE6 != 0xE2:
        return False
    return raw[1] & 0x18 != 0x08 and raw[2] & 0xF0 != 0xF0 and raw[2] & 0x0C != 0x0C
