"""The settings of a test's installation."""

from pathlib import Path

from server.settings import Settings

MASTER = "5a" * 32


def settings_of(folder: Path, url: str | None = None, *, demo: bool = True) -> Settings:
    return Settings(data=folder, database_url=url, demo=demo, master_key=MASTER, base_url="http://clinic.test")
