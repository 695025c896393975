"""A QR code as the path of an SVG of our own: no picture file, no script, no style."""

from io import BytesIO

import segno


def draw_qr(text: str) -> str:
    """The path data of a QR code, one unit a module, for an SVG of the template's own."""
    code = segno.make(text, error="m")
    out = BytesIO()
    code.save(out, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=0)
    drawn = out.getvalue().decode().partition(' d="')[2].partition('"')[0]
    return f"{code.symbol_size(border=0)[0]} {drawn}"
