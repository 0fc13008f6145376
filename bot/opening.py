"""What is done before the doors open? Tables brought up to date, and the first hub, real or for trying out."""

from __future__ import annotations

from core import hubs
from core.countries import country
from core.db import Database, Tx
from core.errors import Misconfigured
from core.languages import LANGUAGES
from core.migrate import migrate
from core.right_key import must_be_right
from core.settings import Settings
from core.vault import Vault

INVENTED = (
    "The invented network of a trial is in this database, and people would be let in there. Move the folder data/ away "
    "(mv data trial), or name an empty database in DATABASE_URL, and start again."
)
NO_HUB = "There is no hub yet, so nobody can join. Make one: python -m bot hub add"


def prepare(db: Database, vault: Vault, settings: Settings, now: int, *, demo: bool = True) -> list[str]:
    """Migrate, and give a new installation its first hub; what was done, a sentence each.

    `HUB_NAME` makes a real hub. Without it, and without any channel, invented organisations move in (`demo`).
    """
    migrate(db)
    must_be_right(db, vault)
    with db.read() as tx:
        known = hubs.all_hubs(tx)
        invented = bool(known) and is_a_trial(tx, vault, settings)
    if known:
        from core.coordination.unmet import start_missing  # half of a second that who asks for NO_HUB need not wait

        db.writing(lambda tx: start_missing(tx, now))
        return [INVENTED] if invented else []
    if settings.hub_name:
        db.writing(lambda tx: _first_hub(tx, settings, now))
        return [f"Made the hub {settings.hub_name!r}. It needs coordinators: python -m bot coordinator add"]
    if settings.any_channel or not demo:
        return [NO_HUB]
    from core.seed import seed  # a real installation never reads the invented one

    seed(db, vault, now)
    return [
        "Made a hub with invented organisations. One of them talks here: python -m bot chat casa-luz",
        "Who is new waits for a coordinator, who is there too: /as coordina-ana",
    ]


def is_a_trial(tx: Tx, vault: Vault, settings: Settings) -> bool:
    """Whether the invented people of an earlier start are there, where the settings are meant for real ones."""
    if not (settings.any_channel or settings.hub_name):
        return False
    from core.seed import is_told

    return is_told(tx, vault)


def _first_hub(tx: Tx, settings: Settings, now: int) -> None:
    if any(hub.name == settings.hub_name for hub in hubs.all_hubs(tx)):
        return  # two processes that start at once
    if not settings.hub_country:
        raise Misconfigured("HUB_COUNTRY is not set; write two letters, like HN.")
    zone = settings.hub_timezone or country(settings.hub_country).zone
    hubs.add_hub(tx, settings.hub_name, settings.hub_country, zone, languages_of(settings.hub_country), {}, now)


def languages_of(code: str) -> tuple[str, ...]:
    """The languages of a country in which the bot speaks; Spanish where it speaks none."""
    return tuple(lang for lang in country(code).languages if lang in LANGUAGES) or ("es",)
