"""`python -m tests.play COMMAND …`: hands the command to the world's process, which it starts where there is none."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import tests.play as play

if TYPE_CHECKING:
    from tests.play.world import World

_HERE = Path(tempfile.gettempdir()) / f"comunidas-play-{os.getuid()}"
_STARTS_S, _IDLE_S = 60, 3_600
_END = "end"


def main(words: list[str]) -> int:
    folder = _HERE
    if words[:1] == ["--at"] and len(words) > 1:
        folder, words = Path(words[1]), words[2:]
    if not words or words[0] in ("help", "--help", "-h"):
        print(play.__doc__)
        return 0
    if words[0] == "serve":
        _serve(folder)
        return 0
    if words[0] in ("new", _END):
        _ask(folder, [_END])
        shutil.rmtree(folder, ignore_errors=True)
        if words[0] == _END:
            print("Everything is forgotten.")
            return 0
        _start(folder)
    answer = _ask(folder, words)
    if answer is None:
        print("There is no network yet; write: python -m tests.play new", file=sys.stderr)
        return 2
    print("\n".join(answer["lines"]), file=sys.stderr if answer["wrong"] else sys.stdout)
    return 2 if answer["wrong"] else 0


def _ask(folder: Path, words: list[str]) -> dict[str, list[str]] | None:
    """The world's answer; None where there is no world."""
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(str(folder / "socket"))
        except OSError:
            return None
        with line.makefile("rw", encoding="utf-8") as talk:
            talk.write(json.dumps(words) + "\n")
            talk.flush()
            found = talk.readline()
            return json.loads(found) if found else None


def _start(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True)
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-m", "tests.play", "--at", str(folder), "serve"]
        serving = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
    until = time.monotonic() + _STARTS_S
    while not (folder / "socket").exists():
        if serving.poll() is not None or time.monotonic() > until:
            sys.exit(f"The world did not start; {folder / 'log'} says why.")
        time.sleep(0.05)


def _serve(folder: Path) -> None:
    from core.db import Database
    from core.migrate import migrate
    from core.vault import Vault
    from tests.play.world import Shelf, World
    from tests.story import telling

    db = Database(f"sqlite:///{folder / 'world.sqlite3'}")
    migrate(db)
    shelf = Shelf()
    with telling(db, Vault(("play-key-" * 4,)), time.time_ns() // 1_000_000, shelf) as story:
        _answer_all(folder, World(story, shelf))
    db.close()


def _answer_all(folder: Path, world: World) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.settimeout(_IDLE_S)
        door.bind(str(folder / "half"))
        door.listen()
        (folder / "half").rename(folder / "socket")
        with suppress(TimeoutError):
            while True:
                line, _who = door.accept()
                with line, line.makefile("rw", encoding="utf-8") as talk:
                    words = json.loads(talk.readline())
                    if words == [_END]:
                        return
                    lines, wrong = _done(world, words)
                    talk.write(json.dumps({"lines": lines, "wrong": wrong}) + "\n")


def _done(world: World, words: list[str]) -> tuple[list[str], bool]:
    from tests.play.world import Mistake

    try:
        return world.do(words), False
    except Mistake as mistake:
        return [str(mistake)], True
    except Exception as failed:  # noqa: BLE001  the next command may still do
        traceback.print_exc()
        return [f"Something broke ({type(failed).__name__}); the log beside the world says where."], True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
