"""Which hubs have a page that everybody can read, at which address, and what stands there? No names but the hub's."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import replace

from sqlalchemy import bindparam, func, or_, select

from core.db import Q, Tx
from core.hubs import Hub, open_hubs
from core.languages import LANGUAGES
from core.look.data import FEWEST
from core.look.public import PublicHub, SharedField
from core.matching.keys import ALSO, SERVICE, everywhere, field_key
from core.matching.own import services_of
from core.summary import summary
from core.tables import listing, listing_key, organisation

KEPT_MS = 60_000
_MOST_SERVICES = 12
_FIELD = field_key("")
_KINDS = ("offer", "need")
# Organisations, not listings: five offers of one organisation would tell of that one.
_about = func.replace(listing_key.c.key, ALSO, SERVICE).label("about")
_SHARED = Q(
    select(_about, listing_key.c.kind, func.count(listing.c.organisation_id.distinct()))
    .select_from(
        listing_key.join(listing, listing.c.id == listing_key.c.listing_id).join(
            organisation, organisation.c.id == listing.c.organisation_id
        )
    )
    .where(
        listing_key.c.hub_id == bindparam("hub_id"),
        listing_key.c.kind.in_(_KINDS),
        listing_key.c.region.in_(everywhere()),
        or_(listing_key.c.key.startswith(SERVICE), listing_key.c.key.startswith(_FIELD)),
        listing.c.state == "open",
        organisation.c.status == "approved",
    )
    .group_by(_about, listing_key.c.kind)
)


class PublicPages:
    """Whether a hub has a page is read each time; what stands on it is counted at most once a minute."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[int, PublicHub]] = {}

    def of(self, tx: Tx, hub_id: int, now: int) -> PublicHub | None:
        """None for a hub that is not there, that only a code opens, and that wants no page: alike."""
        hubs = open_hubs(tx)
        hub = next((one for one in hubs if one.id == hub_id and one.policy.public), None)
        if hub is None:
            self._kept.pop(hub_id, None)
            return None
        at, page = self._kept.get(hub_id, (0, None))
        if page is None or not 0 <= now - at < KEPT_MS:
            page = _page(tx, hub)
            self._kept[hub_id] = (now, page)
        return replace(page, name=hub.name, slug=slug(hub.id, hub.name))


def slug(hub_id: int, name: str) -> str:
    """The number finds it and stays; the words after it are for people, in their own letters, without accents."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    words = "".join(
        char if char.isalnum() else " " for char in plain if unicodedata.category(char) not in ("Mn", "Cf")
    ).split()
    return unicodedata.normalize("NFC", "-".join((str(hub_id), *words)))


def number_in(address: str) -> int:
    """The hub's number at the beginning of what stands in an address; 0 where there is none."""
    digits = address.partition("-")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


def _page(tx: Tx, hub: Hub) -> PublicHub:
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for key, kind, organisations in tx.all(_SHARED, hub_id=hub.id):
        counts[key][kind] = int(organisations)
    services = services_of(tx, hub.id)
    fields = [
        SharedField(names, counts[field_key(id)].get("offer", 0), counts[field_key(id)].get("need", 0))
        for id, names in services.fields.items()
        if field_key(id) in counts
    ]
    often = {
        key.removeprefix(SERVICE): max(by_kind.values())
        for key, by_kind in counts.items()
        if key.startswith(SERVICE) and max(by_kind.values()) >= FEWEST
    }
    first = [id for id in sorted(often, key=lambda id: (-often[id], id)) if id in services][:_MOST_SERVICES]
    return PublicHub(
        hub.id,
        hub.name,
        "",
        hub.languages,
        hub.country,
        tuple(sorted(fields, key=lambda one: -_told(one))),
        tuple({lang: services.name(id, lang) for lang in LANGUAGES} for id in first),
        summary(tx, hub.id),
    )


def _told(one: SharedField) -> int:
    """What its place in the list may depend on: only what is told."""
    return sum(count for count in (one.offering, one.asking) if count >= FEWEST)
