"""What keeps somebody from using a page: what axe finds, what is too small for a finger, what is wider than a phone."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIND = "runOnly => axe.run(document, {runOnly, resultTypes: ['violations']})"
IN_LIGHT = {"type": "tag", "values": RULES}
IN_DARK = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # what colours can change
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((e) => !(e.tagName === 'A' && getComputedStyle(e).display === 'inline'))
  .filter((e) => !['radio', 'checkbox'].includes(e.type))
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.height < 44 || box.width < 44))
  .map(([e, box]) => `${e.tagName} ${(e.innerText || e.name).slice(0, 30)} ${box.width | 0}x${box.height | 0}`)
"""


def look_at(page: Page, path: str, *, desk: bool) -> list[str]:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(path)
    return look_over(page, path, desk=desk)


def look_over(page: Page, path: str, *, desk: bool) -> list[str]:
    """What is open now, in light; also where no address leads to it."""
    found = []
    page.add_style_tag(content=".reach { position: static !important }")  # what lies under it can be scrolled away
    page.evaluate(AXE + ";0")
    for scheme, rules in (("light", IN_LIGHT), ("dark", IN_DARK)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        result = page.evaluate(FIND, rules)
        found += [
            f"{path} {scheme}: {one['id']}: {one['nodes'][0]['target'][-1]}: {one['help']}"
            for one in result["violations"]
        ]
    found += [f"{path}: small: {one}" for one in page.evaluate(SMALL)]
    if not desk:
        viewport = page.viewport_size
        page.set_viewport_size({"width": 320, "height": 640})
        if (wider := page.evaluate(WIDER)) > 1:
            found.append(f"{path}: {wider} px wider than a phone of 320")
        page.set_viewport_size(viewport or {"width": 390, "height": 844})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if (wider := page.evaluate(WIDER)) > 1:
        found.append(f"{path}: {wider} px too wide with text at 200 %")
    return found
