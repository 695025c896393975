"""Static files: under one hashed root for ever, small on the wire, and nothing else can be fetched."""

import re
import shutil
from pathlib import Path

import brotli

from server.pages.assets import STATIC, Assets
from tests.someone import Installation, Someone

FOREVER = "public, max-age=31536000, immutable"


def test_every_file_is_served_for_ever_under_the_current_root(installation: Installation, anyone: Someone) -> None:
    assets = installation.house.assets
    assert len(assets.files) > 25
    for name, asset in assets.files.items():
        answer = anyone.get(assets.url(name))
        assert answer.status_code == 200, name
        assert answer.headers["cache-control"] == FOREVER
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.response.content == asset.body


def test_text_is_sent_compressed_to_who_can_read_it(installation: Installation, anyone: Someone) -> None:
    assets = installation.house.assets
    for name in ("css/tidemark.css", "js/main.js", "icons/icons.svg"):
        small = anyone.get(assets.url(name), accept_encoding="gzip, deflate, br, zstd")
        plain = anyone.get(assets.url(name), accept_encoding="gzip")
        assert (small.headers["content-encoding"], small.headers["vary"]) == ("br", "Accept-Encoding")
        assert int(small.headers["content-length"]) < int(plain.headers["content-length"]) / 2
        assert "content-encoding" not in plain.headers
        assert plain.headers["vary"] == "Accept-Encoding"
        assert small.response.content == plain.response.content == assets.files[name].body
        squeezed = assets.files[name].small
        assert squeezed is not None
        assert brotli.decompress(squeezed) == assets.files[name].body


def test_a_picture_is_not_compressed_twice(installation: Installation, anyone: Someone) -> None:
    answer = anyone.get(installation.house.assets.url("icons/icon-512.png"), accept_encoding="br")

    assert "content-encoding" not in answer.headers


def test_a_page_kept_from_an_older_version_keeps_its_looks(installation: Installation, anyone: Someone) -> None:
    for root in ("0123456789abcdef", "old", installation.house.assets.hash.upper()):
        answer = anyone.get(f"/static/{root}/css/tidemark.css")
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


def test_a_file_that_does_not_exist_is_not_found(installation: Installation, anyone: Someone) -> None:
    root = installation.house.assets.root
    for name in ("css/none.css", "css", "", "js/main.js.map", "js/types.d.ts", "js/package.json", "JS/main.js"):
        assert anyone.get(f"{root}/{name}").status_code == 404, name
    assert anyone.get("/static/tidemark.css").status_code == 404


def test_no_path_leads_out_of_the_folder(installation: Installation, anyone: Someone) -> None:
    root = installation.house.assets.root
    for path in (
        "../../server/app.py", "%2e%2e/%2e%2e/server/app.py", "..%2f..%2fserver%2fapp.py", "....//server/app.py",
        "%2fetc%2fpasswd", "/etc/passwd", "..\\..\\server\\app.py", "js/..%2f..%2ftemplates/layouts/base.html",
        "js/main.js%00.css", "%c0%ae%c0%ae/server/app.py", "file:///etc/passwd", "js/%2e%2e/%2e%2e/../pyproject.toml",
    ):  # fmt: skip
        answer = anyone.get(f"{root}/{path}")
        assert answer.status_code == 404, path
        assert "import" not in answer.text.split("<body")[0].replace("important", "")


def test_files_need_no_database(installation: Installation, anyone: Someone) -> None:
    assert anyone.get(installation.house.assets.url("js/main.js")).queries.count == 0
    for path in ("/service-worker.js", "/manifest.webmanifest", "/favicon.ico"):
        assert anyone.get(path).queries.count == 0


def test_every_file_that_a_page_or_a_script_names_exists(installation: Installation, noor: Someone) -> None:
    assets = installation.house.assets
    for path in ("/today", "/breathe", "/journal/write", "/sign-in", "/help"):
        page = noor.open(path)
        for address in page.values("[src]", "src") + page.values("link[href]", "href") + page.values("use", "href"):
            name = address.removeprefix(f"{assets.root}/").partition("#")[0]
            assert name in assets.files or address == "/manifest.webmanifest", address
    for name, asset in assets.files.items():
        if name.endswith(".js") and "vendor" not in name:
            folder = name.rpartition("/")[0]
            for other in re.findall(r"(?:from|import)\s*\(?['\"](\.[^'\"]+)['\"]", asset.body.decode()):
                assert _joined(folder, other) in assets.files, f"{name} imports {other}"


def test_every_icon_that_a_page_shows_is_drawn(noor: Someone, theo: Someone, anyone: Someone) -> None:
    drawn = set(re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "icons" / "icons.svg").read_text()))
    for person, path in ((noor, "/today"), (noor, "/course"), (theo, "/review"), (anyone, "/ui"), (anyone, "/help")):
        shown = {address.partition("#")[2] for address in person.open(path).values("use", "href")}
        assert shown <= drawn, shown - drawn


def test_a_changed_byte_changes_the_root(installation: Installation, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(STATIC, tmp_path / "static"))
    assert Assets(copy).root == installation.house.assets.root

    with (copy / "js" / "words.js").open("a") as file:
        file.write("\n")
    changed = Assets(copy).root
    assert changed != installation.house.assets.root
    assert re.fullmatch(r"/static/[0-9a-f]{16}", changed)


def _joined(folder: str, other: str) -> str:
    parts = folder.split("/") if folder else []
    for part in other.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
