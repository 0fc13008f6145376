"""Why is the database away? A few words for who runs it: what happened, and what to do.

Never the server's own words: where an address is written wrongly they quote the password in it.
"""

from __future__ import annotations

import sqlite3

import psycopg

_SQLITE = {
    sqlite3.SQLITE_BUSY: "another program writes to it for too long; try again",
    sqlite3.SQLITE_LOCKED: "another program writes to it for too long; try again",
    sqlite3.SQLITE_PROTOCOL: "another program writes to it for too long; try again",
    sqlite3.SQLITE_FULL: "its disk is full; make room",
    sqlite3.SQLITE_IOERR: "its disk cannot be read or written; see whether it is full or broken",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened; see DATABASE_URL, and whose its folder and its files are",
    sqlite3.SQLITE_READONLY: "its file cannot be written; see whose its folder and its files are, and their modes",
    sqlite3.SQLITE_CORRUPT: "its file is damaged; move it away and restore a backup",
    sqlite3.SQLITE_NOTADB: "its file is no database, or damaged; see that DATABASE_URL is right, or restore a backup",
}
_NO_MACHINE = "there is no such machine; see that DATABASE_URL is right, and that in its password @ is %40 and / is %2F"
_SAID = {
    "authentication failed": "it does not take this name and password; see that DATABASE_URL is right",
    "no password supplied": "it asks for a password; write it into DATABASE_URL",
    "does not exist": "it knows no such database or name; see that DATABASE_URL is right",
    "refused": "nobody listens there; see that it runs and that DATABASE_URL is right",
    "no such file": "nobody listens there; see that it runs and that DATABASE_URL is right",
    "lock timeout": "another transaction holds what is needed for too long; try again",
    "statement timeout": "it took too long; try again",
    "timeout": "it does not answer; see that it runs and that DATABASE_URL is right",
    "too many": "it takes no more connections; stop a process, or let it take more",
    "starting up": "it is just starting; try again",
    "shutting down": "it is just stopping",
    "resolve": _NO_MACHINE,
    "translate host name": _NO_MACHINE,
    "invalid connection option": "it knows no such option; see that DATABASE_URL is right",
}
_ELSE = "see that it runs and that DATABASE_URL is right"


def is_away(error: BaseException) -> bool:
    """Whether the database, not the statement, is at fault: locked, full, read-only, damaged, not to be opened."""
    if isinstance(error, sqlite3.DatabaseError):
        return _code(error) in _SQLITE
    retried = psycopg.errors.SerializationFailure | psycopg.errors.DeadlockDetected
    away = psycopg.OperationalError | psycopg.errors.ReadOnlySqlTransaction
    return isinstance(error, away) and not isinstance(error, retried)


def is_damaged(error: BaseException) -> bool:
    """Whether its file cannot be read any more, here or there; that does not mend itself."""
    return isinstance(error, sqlite3.DatabaseError) and _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_busy(error: BaseException) -> bool:
    """Whether somebody else writes to SQLite just now, and it is worth while to wait."""
    return isinstance(error, sqlite3.OperationalError) and _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def why(error: BaseException) -> str:
    """The cause and the cure. SQLAlchemy's own errors are taken for what they wrap."""
    error = getattr(error, "orig", None) or error
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(_code(error), _ELSE)
    if isinstance(error, psycopg.errors.ReadOnlySqlTransaction):
        return "it may only be read now; see whether it is a copy, or full"
    said = str(error).casefold()
    return next((ours for theirs, ours in _SAID.items() if theirs in said), _ELSE)


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
