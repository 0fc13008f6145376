"""What is a code by which somebody comes in? Eight random digits, kept only as a blind index, shown once."""

from __future__ import annotations

import secrets

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert as upsert

from core.db import New, Tx
from core.errors import Bug
from core.policy import DAY_MS, HOUR_MS
from core.tables import invite
from core.text.normal import digits as ascii_digits
from core.vault import Vault

KINDS = ("hub", "organisation", "coordinator", "assisted", "phone", "link")
DIGITS = 8  # 26 bits; faults F53 asks for 20
SHORTEST_CODE, LONGEST_CODE = 7, 9
COLLEAGUE_TTL = 7 * DAY_MS
HUB_TTL = 30 * DAY_MS
PHONE_TTL = 4 * HOUR_MS
LINK_TTL = HOUR_MS // 6
_ATTEMPTS = 10

_ADD = New(
    upsert(invite)
    .values(
        {
            name: bindparam(name)
            for name in (
                "code_index",
                "kind",
                "hub_id",
                "organisation_id",
                "role",
                "moves_id",
                "made_by",
                "created_at",
                "expires_at",
            )
        }
    )
    .on_conflict_do_nothing(index_elements=[invite.c.code_index])
)


def make_invite(
    tx: Tx, vault: Vault, kind: str, hub_id: int, now: int, *, organisation_id: int | None = None,
    role: str = "member", moves_id: int | None = None, made_by: int | None = None, ttl: int = COLLEAGUE_TTL,
) -> str:  # fmt: skip
    """A new code, shown once: its digits are not kept. `ttl` in milliseconds.

    A 'hub' code lets any number of organisations come and wait for a coordinator until it expires; one for an
    'organisation' or a 'coordinator' serves once.
    """
    if kind not in KINDS or (kind in ("organisation", "assisted", "phone")) != (organisation_id is not None):
        raise Bug(f"an invite of kind {kind!r} for organisation {organisation_id}")
    for _attempt in range(_ATTEMPTS):
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        made = tx.added(
            _ADD,
            code_index=index_of(vault, code),
            kind=kind,
            hub_id=hub_id,
            organisation_id=organisation_id,
            role=role,
            moves_id=moves_id,
            made_by=made_by,
            created_at=now,
            expires_at=now + ttl,
        )
        if made is not None:
            return code
    raise Bug("no free invite code found")


def plain(raw: str) -> str:
    """The digits of what was typed ("1234 5678", "١٢٣٤٥٦٧٨"); '' where that is no code."""
    found = "".join(char for char in ascii_digits(raw[:40]) if char.isascii() and char.isdigit())
    return found if SHORTEST_CODE <= len(found) <= LONGEST_CODE else ""


def index_of(vault: Vault, code: str) -> bytes:
    """By what a code is found: its digits are kept nowhere."""
    return vault.index("invite", code)
