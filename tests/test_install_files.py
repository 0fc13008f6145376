"""What a volunteer copies while installing agrees with what the program reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.commands.serve import _PATIENCE_S
from core.settings import NAMES, read_settings
from webhooks.server import _SILENT_S

ROOT = Path(__file__).parents[1]
COMPOSE_ONLY = {"DOMAIN", "POSTGRES_PASSWORD"}
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
