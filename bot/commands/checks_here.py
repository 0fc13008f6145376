"""What `doctor` can see without asking anybody outside: database, keys, hubs, coordinators, ledger, cases."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import func, make_url, select

from bot.commands.checks import Finding
from bot.commands.line import ENV_FILE
from bot.opening import INVENTED, NO_HUB, is_a_trial
from bot.wording import Wording
from core import contents, leases, oddities, right_key
from core.accounts.verify import check as check_ledger
from core.accounts.verify import drifting
from core.coordination import complaining
from core.coordination.coordinators import ENOUGH, others
from core.countries import is_country
from core.db import Database, Q, Tx
from core.errors import Unavailable
from core.hubs import Hub, all_hubs
from core.migrate import lag, must_take
from core.outbox import budget, tallied
from core.people import aliases
from core.policy import DAY_MS
from core.prices import DOLLAR, Prices, read_prices
from core.settings import DATA, Settings
from core.settings_checked import checked
from core.tables import lane, outbound, parked_case
from core.vault import Vault

_CASES = Q(
    select(func.count())
    .select_from(parked_case)
    .where(parked_case.c.resolved_at.is_(None), parked_case.c.code != complaining.CODE)
)
_OLDEST = Q(select(func.min(lane.c.next_at)))
_PARKED = Q(select(func.count()).select_from(outbound).where(outbound.c.state == "parked"))
MONTH_MS = 30 * DAY_MS
_LATE_MS = 10 * 60_000
_LAG = {
    "missing": ("has no tables", "python -m bot migrate"),
    "older": ("is of an older release", "python -m bot migrate"),
    "newer": ("is of a newer release than this program", "install the release that migrated it"),
}


def check(settings: Settings, db: Database, vault: Vault, now: int) -> Iterator[Finding]:
    """The findings in order; without a usable database the rest is left out."""
    yield from _settings(settings)
    try:
        behind = lag(db)
        if not behind:
            must_take(db)
    except Unavailable as away:
        how, _, cure = str(away).partition("; ")
        yield Finding("database", False, how, cure or "see that it runs and that DATABASE_URL is right")
        return
    if behind:
        yield Finding("database", False, *_LAG[behind])
        return
    yield Finding("database", True, "SQLite" if settings.embedded else "PostgreSQL")
    with db.read() as tx:
        yield _key(tx, vault)
        yield from _hubs(tx, vault, settings, now)
        yield _ledger(tx)
        yield _cases(tx)
        yield from _complaints(tx)
        yield _queue(tx, now)
        if settings.telegram and not settings.webhook:
            yield from _conflict(tx, now)
        if settings.whatsapp:
            yield _templates(tx)
            yield _numbers(tx, now)
        if settings.twilio:
            yield from _odd(tx, now)
        if settings.sms:
            yield _sms(tx)
        if settings.twilio:
            for hub in all_hubs(tx):
                yield _month(tx, hub, now, read_prices(settings.prices_file))


def _settings(settings: Settings) -> Iterator[Finding]:
    for wrong in checked(settings):
        yield Finding(wrong.name, False, wrong.how, wrong.cure)
    if _others_read(kept := DATA / "secret_key"):
        yield Finding("secret key", False, f"others can read {kept}", f"chmod 600 {kept}")
    if _others_read(ENV_FILE) and _is_reached(ENV_FILE):
        yield Finding("settings", False, f"others can read {ENV_FILE}", f"chmod 600 {ENV_FILE}")
    file = Path(make_url(settings.database_url).database or "") if settings.embedded else None
    if file and _others_read(file) and _is_reached(file):
        yield Finding("database file", False, f"others can read {file}", f"chmod 600 {file}*")
    if settings.hub_country and not is_country(settings.hub_country):
        yield Finding("HUB_COUNTRY", False, f"{settings.hub_country!r} is unknown", "write two letters, like HN")
    if settings.hub_timezone and not _is_zone(settings.hub_timezone):
        cure = "write one like America/Tegucigalpa"
        yield Finding("HUB_TIMEZONE", False, f"{settings.hub_timezone!r} is unknown", cure)
    if settings.public_base_url and not settings.twilio:
        https = settings.public_base_url.startswith("https://")
        how = settings.public_base_url + ("" if https else " is no https address, so Telegram cannot reach us")
        cure = "" if https else "put a web server with a certificate in front (docs/install.md) and write https://"
        yield Finding("PUBLIC_BASE_URL", https, how, cure)
    if not settings.any_channel:
        yield Finding("channels", True, "none but the terminal (docs/install.md switches one on)")


def _others_read(file: Path) -> bool:
    return file.is_file() and bool(stat.S_IMODE(file.stat().st_mode) & 0o077)


def _is_reached(file: Path) -> bool:
    """Whether others get to it at all: a folder that is its owner's alone keeps what lies in it."""
    return bool(stat.S_IMODE(file.absolute().parent.stat().st_mode) & 0o011)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True


def _key(tx: Tx, vault: Vault) -> Finding:
    wrong = right_key.stands(tx, vault)
    if wrong and right_key.accepted(tx, vault):
        return Finding("secret key", True, "counts in place of the lost one; nobody has written anew since")
    if wrong:
        return Finding("secret key", False, wrong, right_key.CURE)
    return Finding("secret key", True, "nothing is sealed yet" if wrong is None else "opens what is stored")


def _hubs(tx: Tx, vault: Vault, settings: Settings, now: int) -> Iterator[Finding]:
    found = all_hubs(tx)
    if is_a_trial(tx, vault, settings):
        how, _, cure = INVENTED.partition(". ")
        yield Finding("hubs", False, how, cure)
    if not found:
        yield Finding("hubs", False, "there is none", NO_HUB)
    for hub in found:
        yield _hub(tx, hub, now)


def _hub(tx: Tx, hub: Hub, now: int) -> Finding:
    what, there = f"hub {hub.id} {hub.name}", len(others(tx, hub.id, 0, now))
    if not _is_zone(hub.zone):
        return Finding(what, False, f"its time zone {hub.zone!r} is unknown here", "install tzdata")
    if there < ENOUGH:
        cure = f"python -m bot coordinator add --hub {hub.id}"
        return Finding(what, False, f"{there} of {ENOUGH} coordinators; nobody may decide about their own", cure)
    return Finding(what, True, f"{there} coordinators")


def _ledger(tx: Tx) -> Finding:
    problems = check_ledger(tx)
    if problems:
        return Finding("ledger", False, f"{len(problems)} things do not add up", "python -m bot verify lists them")
    if closed := drifting(tx):
        return Finding("ledger", False, f"adds up, but hubs {closed} are closed", "python -m bot verify --reopen")
    return Finding("ledger", True, "adds up")


def _cases(tx: Tx) -> Finding:
    waiting = tx.value(_CASES)
    return Finding("cases", True, f"{waiting} wait for a coordinator" if waiting else "none waits")


def _complaints(tx: Tx) -> Iterator[Finding]:
    """What no coordinator reads, so that somebody does."""
    if waiting := complaining.waiting(tx):
        cure = "read them with python -m bot coordinator complaints"
        yield Finding("complaints", False, f"{len(waiting)} about the coordination wait for you", cure)


def _queue(tx: Tx, now: int) -> Finding:
    """Whether what should have left has left; messages that rest between tries count from their next one."""
    oldest, parked = tx.value(_OLDEST), tx.value(_PARKED)
    if oldest is not None and now - oldest > _LATE_MS:
        cure = "see that a worker runs (python -m bot run or worker) and what its log says"
        return Finding("outbox", False, f"its oldest message has waited for {(now - oldest) // 60_000} minutes", cure)
    given_up = f"; {parked} were given up, coordinators see them" if parked else ""
    return Finding("outbox", True, ("messages wait their turn" if oldest is not None else "nothing waits") + given_up)


def _conflict(tx: Tx, now: int) -> Iterator[Finding]:
    """Whether Telegram told our poller that somebody else fetches with our token (its 409); quiet after an hour."""
    ago = (now - int(leases.value(tx, leases.CONFLICT) or 0)) // 60_000
    if ago < 60:
        cure = "stop the other one, or give this bot a new token with @BotFather"
        said = f"another program took messages with our token {max(ago, 0)} minutes ago (409)"
        yield Finding("Telegram polling", False, said, cure)


def _month(tx: Tx, hub: Hub, now: int, prices: Prices) -> Finding:
    """What WhatsApp and SMS cost the hub this month, by our prices, and of how much."""
    found = budget.standing(tx, hub.id, now)
    said = f"US$ {found.spent / DOLLAR:.2f} in {found.month}"
    if found.budget:
        said += f" of {found.budget / DOLLAR:.2f}"
    if found.level == budget.ALL:
        cure = f"only replies go until next month; more: python -m bot hub change --hub {hub.id} --budget DOLLARS"
        return Finding(f"messages of hub {hub.id}", False, said, cure)
    if hub.country in prices.estimated:
        said += f"; WhatsApp's price for {hub.country} is an estimate: put what you pay into PRICES_FILE"
    return Finding(f"messages of hub {hub.id}", True, said)


def _numbers(tx: Tx, now: int) -> Finding:
    """Do people's numbers come along? That is all that shows whether WhatsApp's contact book keeps them.

    Neither it nor its setting can be asked for through Twilio.
    """
    what, came = "WhatsApp numbers", aliases.came_by(tx, now - MONTH_MS)
    if not came.people:
        return Finding(what, True, "nobody wrote within 30 days")
    said = f"{came.people} people wrote within 30 days, {came.with_id} of them with WhatsApp's id"
    if came.hidden_since:
        cure = "see in Meta's business settings that the contact book is on; until then those are known by their id"
        return Finding(what, False, f"{said}; the numbers of {came.hidden_since} came before and come no more", cure)
    if came.never_a_number:
        return Finding(what, True, f"{said}; of {came.never_a_number} no number ever came, only the id")
    return Finding(what, True, f"{said}; every number came. What the contact book keeps shows once one is hidden")


_ODD = {
    oddities.UNREAD: (
        "had no sender that could be answered",
        "coordinators have them as a case; a newer release may read them",
    ),
    oddities.ID: ("came with an id that cannot be one; the number was used", "a newer release may read them"),
}
_CUT = (
    "were signed with our token and are not as Twilio writes them",
    "somebody may have seen Twilio's requests: renew the Auth Token (docs/running.md)",
)


def _odd(tx: Tx, now: int) -> Iterator[Finding]:
    """What Twilio handed in, or somebody in its name, that is not as it should be; quiet a month after the last."""
    for one in oddities.all_odd(tx):
        if now - one.last_at < MONTH_MS:
            how, cure = _ODD.get(one.what, _CUT)
            last = datetime.fromtimestamp(one.last_at / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
            yield Finding(f"odd on {one.channel}", False, f"{one.times} requests {how} ({one.what}; last {last})", cure)


def _sms(tx: Tx) -> Finding:
    """What SMS came to: each part is billed."""
    went = [one for one in tallied(tx) if (one.channel, one.result) == ("sms", "sent")]
    said = "none was sent yet"
    if went:
        said = f"{went[0].sends} sent in {went[0].parts} parts, {went[0].parts / went[0].sends:.1f} each"
    return Finding("SMS", True, said)


def _templates(tx: Tx) -> Finding:
    """Whether alerts can go when WhatsApp's 24 hours are over."""
    from bot.sending.contents_sync import missing  # only who uses WhatsApp loads Twilio's library

    known = contents.known(tx)
    found = [one for one in known if one.use == contents.TEMPLATE]
    approved, absent = sum(one.state == contents.APPROVED for one in found), len(missing(known, Wording()))
    how = f"{approved} of {len(found)} approved" if found else "none: alerts wait for a person's next message"
    if absent and found:
        how += f", {absent} were never made: such alerts go as the one that names nobody, or wait"
    if absent or any(one.state in contents.ENDED for one in found):
        return Finding(
            "WhatsApp templates", False, how, "python -m bot setup-whatsapp makes them or says what is wrong"
        )
    return Finding("WhatsApp templates", True, how)
