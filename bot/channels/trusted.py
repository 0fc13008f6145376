"""Which servers are who they say they are? Those for which the usual authorities vouch, whose list is read once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from ssl import SSLContext


@cache
def trusted() -> SSLContext:
    """For every client of this process: to read the list takes 10 ms and half a megabyte."""
    return httpx.create_ssl_context()
