"""Who visits the simulator, from where, and at which address of ours?"""

from __future__ import annotations

import secrets
from ipaddress import ip_address, ip_network

from flask import request, session

from core.settings import Settings

VISITOR = "simulator"
"""Under which name the session keeps who it is."""


def visitor(*, new: bool = False) -> str:
    """Who this is; whoever opens the page or does something is given a name."""
    if new and VISITOR not in session:
        session[VISITOR] = secrets.token_urlsafe(16)
    return str(session.get(VISITOR, ""))


def origin() -> str:
    """The address that somebody comes from; of the newer kind the part that a household or an office shares."""
    try:
        found = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    return str(found if found.version == 4 else ip_network((found, 64), strict=False))


def ours(settings: Settings) -> str:
    """The address at which this browser finds us; where a proxy that is not trusted hides it, the public one."""
    if settings.public_base_url and not settings.trusted_proxies:
        return settings.public_base_url
    return request.url_root.rstrip("/")
