"""The database, behind `connection.py`; importing this package decides which SQLite the process uses."""

import importlib
import sys


def _use_current_sqlite() -> None:
    """Linux distributions ship versions that can corrupt a database; `pysqlite3` brings a current one."""
    if sys.platform != "linux":
        return
    try:
        current = importlib.import_module("pysqlite3")
    except ImportError:
        return
    sys.modules["sqlite3"] = current
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


_use_current_sqlite()
