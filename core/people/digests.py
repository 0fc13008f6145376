"""How is a PIN made into a digest without anybody waiting for it? Outside of the transaction, which is begun again.

scrypt takes a tenth of a second by intent, and SQLite has one writer. So a transaction that needs a digest is given up
before it wrote anything for it, the digest is worked out, and the work begins anew. It reads the address again under
its lock: a PIN that was changed meanwhile has another salt and is compared anew, and wrong tries are counted there.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextvars import ContextVar
from hashlib import scrypt
from typing import TypeVar

T = TypeVar("T")
_SALT = 16
COST = 2**13
"""scrypt's n, of 1 KB of memory each; tests, which guess nothing, take a small one."""
_MOST = 5  # changes of the PIN in between; then the last one waits inside

_Ready = dict[tuple[str, bytes], bytes]
_READY: ContextVar[_Ready | None] = ContextVar("ready digests", default=None)


class _Unready(Exception):
    """A digest is needed that nobody has worked out yet; it never leaves `outside`."""

    def __init__(self, digits: str, salt: bytes) -> None:
        super().__init__("a digest is worked out before the transaction")
        self.key = (digits, salt)


def outside(work: Callable[[], T]) -> T:
    """Run `work`, which opens a transaction of its own, as often as it needs another digest."""
    ready: _Ready = {}
    token = _READY.set(ready)
    try:
        for _change in range(_MOST):
            try:
                return work()
            except _Unready as needed:
                ready[needed.key] = _worked_out(*needed.key)
    finally:
        _READY.reset(token)
    return work()


def digest(digits: str, kept: bytes) -> tuple[bytes, bytes]:
    """(what is kept, what these digits would have made) of a digest that is stored behind its salt."""
    salt = kept[:_SALT]
    return kept[_SALT:], _looked_up(digits, salt)


def fresh(digits: str) -> bytes:
    """A new salt and the digest behind it."""
    return _looked_up(digits, b"")


def _looked_up(digits: str, salt: bytes) -> bytes:
    ready = _READY.get()
    if ready is None:
        return _worked_out(digits, salt)
    found = ready.get((digits, salt))
    if found is None:
        raise _Unready(digits, salt)
    return found


def _worked_out(digits: str, salt: bytes) -> bytes:
    """The digest alone; where there is no salt yet, behind a new one."""
    if salt:
        return scrypt(digits.encode(), salt=salt, n=COST, r=8, p=1, dklen=32)
    new = secrets.token_bytes(_SALT)
    return new + _worked_out(digits, new)
