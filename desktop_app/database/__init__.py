"""A database opened safely: pragmas, transactions, migrations and one gate for its errors."""

from desktop_app.database.copying import copy_checked
from desktop_app.database.engine import open_engine, reading, sqlite_path, writing
from desktop_app.database.gate import gate
from desktop_app.database.migrating import migrate

__all__ = ["copy_checked", "gate", "migrate", "open_engine", "reading", "sqlite_path", "writing"]
