"""What a clinic runs, package by package with its hashes, as CycloneDX (`make sbom`): the same bytes each time.

cyclonedx-bom reads the requirements; what tells nothing is taken out here, and what belongs to what is said.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
OUT = ROOT / "build" / "sbom.cdx.json"
VENDOR = ROOT / "web" / "static" / "vendor"
TOOL = (sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", "--output-reproducible", "--of", "JSON")


def make_sbom() -> str:
    given = [str(ROOT / "requirements" / "run.txt"), "--pyproject", str(ROOT / "pyproject.toml")]
    done = subprocess.run([*TOOL, *given, "-o", "-"], capture_output=True, text=True, check=True)
    bom: dict[str, Any] = json.loads(done.stdout)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    root = bom["metadata"]["component"] | {"bom-ref": "tidemark", "version": version}
    root.pop("externalReferences", None)
    parts = [*map(_plain, bom["components"]), *vendored()]
    bom["metadata"]["component"] = root
    bom["components"] = sorted(parts, key=lambda one: one["name"])
    refs = [one["bom-ref"] for one in bom["components"]]
    bom["dependencies"] = [{"ref": "tidemark", "dependsOn": refs}, *({"ref": one} for one in refs)]
    return json.dumps(bom, indent=1, sort_keys=True) + "\n"


def _plain(part: dict[str, Any]) -> dict[str, Any]:
    """Named by what it is: a line's number is another after every change."""
    kept = {name: value for name, value in part.items() if name != "description"}
    return kept | {"bom-ref": part["purl"]}


def vendored() -> list[dict[str, Any]]:
    """What lies in the tree as somebody else made it, by what is written beside it."""
    found = []
    for told in re.split(r"\n(?=\S)", (VENDOR / "README.txt").read_text()):
        version, package = re.search(r"version +(\S+), from the npm package ([\w.@/-]+),", told).groups()  # type: ignore[union-attr]
        digest = re.search(r"sha256 +([0-9a-f]{64})", told)[1]  # type: ignore[index]
        purl = f"pkg:npm/{package}@{version}"
        hashes = [{"alg": "SHA-256", "content": digest}]
        found.append(
            {"type": "library", "name": package, "version": version, "purl": purl, "bom-ref": purl, "hashes": hashes}
        )
    return found


def main() -> None:
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(make_sbom())
    print(f"{OUT.relative_to(ROOT)} is written")


if __name__ == "__main__":
    main()
