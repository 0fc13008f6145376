"""A worker is killed with -9 at its worst moments; whoever comes next loses nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.sending.delivery import LEASE_MS
from core.db import Database
from core.vault import Vault
from tests.post import Post
from tests.processes import Program
from tests.workerprog import main

pytestmark = pytest.mark.kill


def kill_at(word: str, url: str, now: int, folder: Path, mode: str) -> None:
    """Start a worker, wait until it says `word`, kill it."""
    with Program(main, url, str(now), str(folder), mode) as worker:
        assert worker.line() == word
        worker.kill()


def run(url: str, now: int, folder: Path) -> None:
    """A worker that lives through one round."""
    with Program(main, url, str(now), str(folder)) as worker:
        assert worker.end() == "done"
    assert worker.status == 0


def sent(folder: Path) -> Counter[str]:
    file = folder / "sent"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return Counter(line.partition(" ")[2] for line in lines)


def test_f01_worker_killed_between_send_and_mark_sends_at_most_twice(
    db_url: str, db: Database, vault: Vault, now: int, tmp_path: Path
) -> None:
    post = Post(db, vault, now)
    post.put("ana", "to ana")
    post.put("ben", "to ben", "second to ben")
    kill_at("sent", db_url, now, tmp_path, "hang")
    assert sent(tmp_path).total() == 1

    run(db_url, now + LEASE_MS - 1, tmp_path)  # the dead worker's lease stands
    assert sent(tmp_path).total() == 1
    run(db_url, now + LEASE_MS, tmp_path)
    run(db_url, now + LEASE_MS, tmp_path)
    counts = sent(tmp_path)
    assert set(counts) == {"to ana", "to ben", "second to ben"}
    assert sorted(counts.values()) == [1, 1, 2]
    assert post.messages("ana") == [("to ana", "sent")]
    assert post.messages("ben") == [("to ben", "sent"), ("second to ben", "sent")]
    assert post.cases() == []


def test_f01_worker_killed_before_the_send_loses_nothing(
    db_url: str, db: Database, vault: Vault, now: int, tmp_path: Path
) -> None:
    post = Post(db, vault, now)
    post.put("ana", "to ana")
    kill_at("claimed", db_url, now, tmp_path, "claimed")
    run(db_url, now + LEASE_MS, tmp_path)
    assert sent(tmp_path) == {"to ana": 1}
    assert post.messages("ana") == [("to ana", "sent")]


def test_f01_worker_killed_holds_back_only_the_lanes_it_had(
    db_url: str, db: Database, vault: Vault, now: int, tmp_path: Path
) -> None:
    post = Post(db, vault, now)
    post.put("ana", "to ana")
    kill_at("claimed", db_url, now, tmp_path, "claimed")
    post.put("ben", "to ben")
    run(db_url, now + 1, tmp_path)
    assert sent(tmp_path) == {"to ben": 1}
