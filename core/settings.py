"""Everything an operator can set, read once from the environment; a wrong value says which and what to write."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from core.errors import Misconfigured
from core.text.clean import clean
from core.vault import derived_word

DATA = Path("data")
_EMBEDDED_FILE = "comunidas.sqlite3"
MAKE_KEY = 'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'

_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # core.telegram.org/bots/api#setwebhook


@dataclass(frozen=True, slots=True)
class Settings:
    """One field per environment variable of the same name in capitals, unless said; '' means not set."""

    database_url: str
    secret_keys: tuple[str, ...]
    public_base_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    web_threads: int = 8
    telegram_bot_token: str = ""
    telegram_webhook_secret: str = ""
    telegram_api_base_url: str = "https://api.telegram.org"
    twilio_account_sid: str = ""
    twilio_auth_token: str = ""
    twilio_api_base_url: str = ""
    twilio_messaging_service_sid: str = ""
    twilio_whatsapp_from: str = ""
    twilio_sms_from: str = ""
    hub_name: str = ""
    hub_country: str = ""
    hub_timezone: str = ""
    trusted_proxies: int = 0
    encoder: bool = True
    translate_url: str = ""
    translate_api_key: str = ""
    log_json: bool = False  # LOG_FORMAT
    sentry_dsn: str = ""
    metrics_token: str = ""
    prices_file: str = ""
    simulator: str = "auto"
    source_url: str = ""

    @property
    def simulates(self) -> bool:
        """Whether there are invented telephones in the browser: never beside a real channel unless told."""
        return self.simulator == "on" or (self.simulator == "auto" and not self.any_channel)

    @property
    def embedded(self) -> bool:
        """Whether the database is a SQLite file of ours."""
        return self.database_url.startswith("sqlite")

    @property
    def telegram(self) -> bool:
        return bool(self.telegram_bot_token)

    @property
    def whatsapp(self) -> bool:
        return bool(self.twilio_account_sid and self.twilio_auth_token and self.twilio_whatsapp_from)

    @property
    def sms(self) -> bool:
        return bool(self.twilio_account_sid and self.twilio_auth_token and self.twilio_sms_from)

    @property
    def twilio(self) -> bool:
        """Whether anybody is reached through Twilio."""
        return self.whatsapp or self.sms

    @property
    def any_channel(self) -> bool:
        return self.telegram or self.whatsapp or self.sms

    @property
    def webhook(self) -> bool:
        """Whether Telegram can reach us: a token and an https address."""
        return self.telegram and self.public_base_url.startswith("https://")


NAMES = {
    {"secret_keys": "secret_key", "log_json": "log_format"}.get(one.name, one.name).upper() for one in fields(Settings)
}
"""Every variable that is read."""


def read_settings(env: Mapping[str, str] | None = None, data: Path = DATA) -> Settings:
    """Settings from `env` (default: the process's); raises Misconfigured with one sentence that says what to do.

    On the embedded database a missing SECRET_KEY is made and kept in `data/secret_key` (mode 0600).
    """
    env = os.environ if env is None else env

    def get(name: str, default: str = "") -> str:
        return env.get(name, "").strip() or default

    url = _database_url(get("DATABASE_URL", f"sqlite:///{data / _EMBEDDED_FILE}"), env)
    base = get("PUBLIC_BASE_URL").rstrip("/")
    if base and not is_address(base):
        raise Misconfigured(
            f"PUBLIC_BASE_URL is {base!r}; write the whole address and nothing behind it, like https://bot.example.org"
        )
    keys, token = _secret_keys(get("SECRET_KEY"), url, data), get("TELEGRAM_BOT_TOKEN")
    return Settings(
        database_url=url,
        secret_keys=keys,
        public_base_url=base,
        host=get("HOST", "127.0.0.1"),
        port=_whole("PORT", get("PORT", "8000"), 1, 65535),
        web_threads=_whole("WEB_THREADS", get("WEB_THREADS", "8"), 1, 256),
        telegram_bot_token=token,
        telegram_webhook_secret=_webhook_secret(get("TELEGRAM_WEBHOOK_SECRET"), token, keys),
        telegram_api_base_url=get("TELEGRAM_API_BASE_URL", "https://api.telegram.org").rstrip("/"),
        twilio_account_sid=get("TWILIO_ACCOUNT_SID"),
        twilio_auth_token=get("TWILIO_AUTH_TOKEN"),
        twilio_api_base_url=get("TWILIO_API_BASE_URL").rstrip("/"),
        twilio_messaging_service_sid=get("TWILIO_MESSAGING_SERVICE_SID"),
        twilio_whatsapp_from=get("TWILIO_WHATSAPP_FROM"),
        twilio_sms_from=get("TWILIO_SMS_FROM"),
        hub_name=clean(get("HUB_NAME")),
        hub_country=get("HUB_COUNTRY").upper(),
        hub_timezone=get("HUB_TIMEZONE"),
        trusted_proxies=_whole("TRUSTED_PROXIES", get("TRUSTED_PROXIES", "0"), 0, 10),
        encoder=_on("ENCODER", get("ENCODER", "on")),
        translate_url=_web_address("TRANSLATE_URL", get("TRANSLATE_URL")),
        translate_api_key=get("TRANSLATE_API_KEY"),
        log_json=_one_of("LOG_FORMAT", get("LOG_FORMAT", "text"), "text", "json") == "json",
        sentry_dsn=get("SENTRY_DSN"),
        metrics_token=_token("METRICS_TOKEN", get("METRICS_TOKEN")),
        prices_file=get("PRICES_FILE"),
        simulator=_one_of("SIMULATOR", get("SIMULATOR", "auto"), "auto", "on", "off"),
        source_url=_web_page("SOURCE_URL", get("SOURCE_URL")),
    )


def _on(name: str, value: str) -> bool:
    return _one_of(name, value, "on", "off") == "on"


def _one_of(name: str, value: str, *words: str) -> str:
    if value.casefold() not in words:
        raise Misconfigured(f"{name} is {value!r}; write {' or '.join(words)}.")
    return value.casefold()


def is_address(value: str) -> bool:
    """Whether it is the whole address of something on the web, to which a path can be added."""
    try:
        parts = urlsplit(value)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return whole and not (parts.query or parts.fragment or re.search(r"\s", value))


def _web_address(name: str, value: str) -> str:
    if value and not is_address(value):
        raise Misconfigured(f"{name} is not an address; write it whole, like http://127.0.0.1:5000, or leave it empty.")
    return value.rstrip("/")


def _token(name: str, value: str) -> str:
    """A word that a program shows in a header."""
    if value and not (len(value) >= 16 and value.isascii() and value.isprintable() and " " not in value):
        raise Misconfigured(f"{name} is too short or has odd signs: write 16 or more letters and digits, or nothing.")
    return value


def _web_page(name: str, value: str) -> str:
    """An address of a page, which may have a path."""
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    is_page = parts.scheme in ("http", "https") and parts.hostname and value.isprintable() and " " not in value
    if value and not is_page:
        raise Misconfigured(f"{name} is no address of a page; write it whole, with https://, or leave it empty.")
    return value


def _database_url(url: str, env: Mapping[str, str]) -> str:
    """The SQLAlchemy URL; Heroku's `postgres://` is taken, its throw-away disk is not."""
    if url.startswith("sqlite:"):
        if env.get("DYNO"):
            raise Misconfigured(
                "This machine does not keep its disk, so a SQLite file would be lost: set DATABASE_URL to a PostgreSQL."
            )
        file = _parsed(url).database
        if not file or file == ":memory:" or _parsed(url).query:
            raise Misconfigured(
                "DATABASE_URL names no file; write sqlite:/// and its path, like sqlite:///data/name.sqlite3"
            )
        return url
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            url = "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith("postgresql+psycopg://"):
        raise Misconfigured("DATABASE_URL must begin with sqlite:/// or postgresql://")
    _parsed(url)
    return url


def _parsed(url: str) -> URL:
    """Its parts. What cannot be read is not repeated, since there may be a password in it."""
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise Misconfigured(
            "DATABASE_URL cannot be read; write postgresql://name:password@host:5432/database, "
            "and in name and password each sign but letters and digits as its code (@ is %40, / is %2F)."
        ) from None


def _secret_keys(value: str, url: str, data: Path) -> tuple[str, ...]:
    """The key list, newest first; each at least 32 characters, since every address is sealed with it."""
    if not value:
        if not url.startswith("sqlite"):
            raise Misconfigured(f"SECRET_KEY is not set. Make one with: {MAKE_KEY} and keep it apart from backups.")
        value = _kept_key(data / "secret_key")
    keys = tuple(key for key in (part.strip() for part in value.split(",")) if key)
    if not keys or any(len(key) < 32 for key in keys):
        raise Misconfigured(f"SECRET_KEY is too short (32 characters or more). Make one with: {MAKE_KEY}")
    return keys


def _webhook_secret(value: str, token: str, keys: tuple[str, ...]) -> str:
    """The word that proves a webhook call is Telegram's; of the newest key where none is set: of one that somebody has
    seen, and that was changed for it, they could make it. Each start tells it to Telegram (bot/upkeep.py)."""
    if value and not _WEBHOOK_SECRET.fullmatch(value):
        raise Misconfigured("TELEGRAM_WEBHOOK_SECRET: write 1 to 256 letters, digits, _ or -; or leave it empty.")
    return value or (derived_word(keys[0], "telegram-webhook") if token else "")


def _kept_key(file: Path) -> str:
    """The embedded mode's own key, made once; only its owner may read it."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            _make_key(file)
        return file.read_text(encoding="utf-8").strip() or _no_key(file, "is empty")
    except OSError as wrong:
        return _no_key(file, f"cannot be read ({wrong.strerror})")
    except UnicodeDecodeError:
        return _no_key(file, "is damaged")


def _make_key(file: Path) -> None:
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as made:
        try:
            made.write(secrets.token_urlsafe(32))
            made.flush()
        except OSError:  # a full disk: half a key would be taken for one the next time
            file.unlink()
            raise


def _no_key(file: Path, how: str) -> NoReturn:
    raise Misconfigured(
        f"{file} {how}: start as its owner in the folder of the installation, put the key back into that file, "
        "or set SECRET_KEY."
    )


def _whole(name: str, value: str, least: int, most: int) -> int:
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise Misconfigured(f"{name} is {value!r}; write a whole number from {least} to {most}.")
    return int(value)
