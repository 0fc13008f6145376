"""Addresses and relayed words are dangerous to their owners: sealed at rest, found by a blind index.

Keys are derived from SECRET_KEY by HKDF, one for each purpose. The key list is newest first: the first seals, all open.
"""

from __future__ import annotations

import base64
import hmac
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.errors import Misconfigured


def _derive(key: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"comunidas:{purpose}".encode()).derive(key.encode())


def derived_word(key: str, purpose: str) -> str:
    """A secret of its own for one purpose: 43 letters, digits, `_` and `-`, the same for the same key."""
    return base64.urlsafe_b64encode(_derive(key, purpose)).decode().rstrip("=")


SHUT = "[…]"
"""Stands for words whose key is lost for good: nothing starts with a wrong key otherwise (core/right_key.py)."""


class Vault:
    """Seals, opens, and makes blind indexes. `keys` is newest first, each at least 32 characters."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._box = MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(key, "seal"))) for key in keys])
        # the index stays with the oldest key until a re-index: two indexes of one address must never differ
        self._index_key = _derive(keys[-1], "index")
        self._index = lru_cache(maxsize=50_000)(self._make_index)

    def seal(self, text: str) -> bytes:
        """Encrypted bytes of `text`."""
        return self.seal_bytes(text.encode("utf-8", "replace"))

    def open(self, sealed: bytes) -> str:
        """The text; raises Misconfigured when no key of the list fits."""
        return self.open_bytes(sealed).decode()

    def shown(self, sealed: bytes) -> str:
        """The text for somebody who reads; SHUT where no key opens it."""
        try:
            return self.open(sealed)
        except Misconfigured:
            return SHUT

    def seal_bytes(self, data: bytes) -> bytes:
        """The same of a file."""
        return self._box.encrypt(data)

    def open_bytes(self, sealed: bytes) -> bytes:
        """The file; raises as `open`."""
        try:
            return self._box.decrypt(bytes(sealed))
        except InvalidToken as wrong:
            raise Misconfigured(
                "SECRET_KEY does not open what is stored: put the key this database was made with into the list."
            ) from wrong

    def index(self, *parts: str) -> bytes:
        """The blind index of an address or a code: 32 bytes, the same for the same parts."""
        return self._index("\x1f".join(parts))

    def digest(self, *parts: str) -> bytes:
        """The same for what is asked for once, and is remembered nowhere."""
        return self._make_index("\x1f".join(parts))

    def _make_index(self, joined: str) -> bytes:
        return hmac.digest(self._index_key, joined.encode("utf-8", "replace"), sha256)
