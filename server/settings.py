"""The settings, read once from the environment; a secret may come as NAME or as the file NAME_FILE."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from server.db.errors import CannotStart

UNFINISHED = "restore-unfinished"  # in the data folder while a backup is being put back
MOST_WORKERS = 64
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
OF_THIS_MACHINE = LOOPBACK | {"0.0.0.0", "::"}  # noqa: S104 - compared, never bound: a browser here says localhost


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    host: str = "127.0.0.1"
    port: int = 8000
    data: Path = Path("var")
    database_url: str | None = None
    demo: bool = False
    base_url: str = "http://localhost:8000"
    master_key: str | None = None
    master_key_file: Path | None = None  # where the key was read, and is read again once it was rotated
    trusted_proxy: str | None = None
    smtp: str | None = None
    mail_from: str | None = None
    workers: int = 1
    metrics: tuple[str, int] | None = None  # host and port of its own, for Prometheus
    work_metrics: tuple[str, int] | None = None  # of `tidemark work`, which may read the same settings
    stop_delay: int = 0  # seconds in which it still answers but is not ready, for a balancer to see
    log: Literal["json", "plain", ""] = ""
    push_service: str | None = None  # host and port of one more that may be called, for tests

    @property
    def sends_mail(self) -> bool:
        """Through a server; in the demo into files, unless it has one."""
        return self.demo or self.smtp is not None

    @property
    def secure(self) -> bool:
        """Cookies carry __Host- and answers carry HSTS, except on loopback over plain http."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def database(self) -> str | Path:
        return self.database_url or self.data / "tidemark.db"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Raises CannotStart, in one sentence, for a value that cannot be used."""
    host = environment.get("TIDEMARK_HOST") or "127.0.0.1"
    port = _port(environment.get("TIDEMARK_PORT") or "8000")
    shown = "localhost" if host in OF_THIS_MACHINE else f"[{host}]" if ":" in host else host  # passkeys need a name
    return Settings(
        host=host,
        port=port,
        data=Path(environment.get("TIDEMARK_DATA") or "var"),
        database_url=_database_url(_secret(environment, "DATABASE_URL")),
        demo=environment.get("TIDEMARK_DEMO", "") not in ("", "0"),
        base_url=_base_url(environment.get("TIDEMARK_BASE_URL") or f"http://{shown}:{port}"),
        master_key=_secret(environment, "TIDEMARK_MASTER_KEY"),
        master_key_file=Path(path) if (path := environment.get("TIDEMARK_MASTER_KEY_FILE")) else None,
        workers=_number(environment, "TIDEMARK_WORKERS", 1, MOST_WORKERS, usual=1),
        metrics=_metrics(environment, "TIDEMARK_METRICS"),
        work_metrics=_metrics(environment, "TIDEMARK_WORK_METRICS"),
        stop_delay=_number(environment, "TIDEMARK_STOP_DELAY", 0, 60, usual=0),
        log=_log_form(environment.get("TIDEMARK_LOG")),
        trusted_proxy=environment.get("TIDEMARK_TRUSTED_PROXY") or None,
        **_mail(_secret(environment, "TIDEMARK_SMTP"), environment.get("TIDEMARK_MAIL_FROM") or None),
    )


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotStart("TIDEMARK_PORT must be a number from 1 to 65535. Set it, or leave it out for 8000.")
    return int(text)


def _number(environment: Mapping[str, str], name: str, least: int, most: int, *, usual: int) -> int:
    text = environment.get(name) or str(usual)
    if not text.isascii() or not text.isdigit() or len(text) > 4 or not least <= int(text) <= most:
        raise CannotStart(f"{name} must be a number from {least} to {most}. Set it, or leave it out for {usual}.")
    return int(text)


def _metrics(environment: Mapping[str, str], name: str) -> tuple[str, int] | None:
    """A port alone is one of loopback: what is counted is not for everybody on the network."""
    text = environment.get(name)
    if not text:
        return None
    host, _colon, port = text.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    if not port.isascii() or not port.isdigit() or len(port) > 5 or not 0 < int(port) < 65536:
        raise CannotStart(f"{name} must be a port, or host:port. Correct it, or leave it out.")
    return host, int(port)


def _log_form(text: str | None) -> Literal["json", "plain", ""]:
    match text:
        case "json" | "plain":
            return text
        case None | "":
            return ""
    raise CannotStart("TIDEMARK_LOG must be json or plain. Correct it, or leave it out.")


def _base_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # brackets that do not close, or a port that is no number
        whole = False
    if not whole or not re.fullmatch(r"[\w.:\[\]-]+", parts.netloc):
        raise CannotStart("TIDEMARK_BASE_URL must begin with https:// and name the clinic's host. Correct it.")
    return f"{parts.scheme}://{parts.netloc}"


def _mail(server: str | None, sender: str | None) -> dict[str, str | None]:
    """Both or neither: smtps://name:secret@host:465, or smtp://host:587, which must offer STARTTLS off this machine."""
    if server is None:
        return {"smtp": None, "mail_from": None}
    try:
        parts = urlsplit(server)
        whole = parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise CannotStart("TIDEMARK_SMTP must look like smtps://name:secret@host:465. Correct it, or leave it out.")
    if not sender or not re.fullmatch(r"[!-?A-~]+@[A-Za-z0-9.-]+", sender):
        raise CannotStart("TIDEMARK_MAIL_FROM must be the address that mail is sent from. Set it, like app@host.")
    return {"smtp": server, "mail_from": sender}


def _database_url(text: str | None) -> str | None:
    """Anything else would be taken for the path of a file, and begin an empty installation there."""
    if text and not text.startswith(("postgresql://", "postgres://", "sqlite:///")):
        raise CannotStart("DATABASE_URL must begin with postgresql://. Correct it, or leave it out for SQLite.")
    return text


def _secret(environment: Mapping[str, str], name: str) -> str | None:
    if path := environment.get(f"{name}_FILE"):
        try:
            secret = Path(path).read_text().strip()
        except (OSError, UnicodeDecodeError):
            raise CannotStart(f"{name}_FILE names a file that cannot be read. Check its path and rights.") from None
        if not secret:
            raise CannotStart(f"{name}_FILE names a file that is empty. Fill it.")
        return secret
    return environment.get(name) or None
