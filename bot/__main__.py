"""`python -m bot …`: one command each for whoever runs ComuniDAS; errors are one sentence and exit status 2.

What is our own fault is one sentence as well: its kind and its place, since what an exception says may quote a person.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Collection, Sequence
from contextlib import suppress
from importlib import import_module

from bot.commands.listed import LISTED
from core.errors import Misconfigured, Refusal, Unavailable


def parser(asked: Collection[str] | None = None) -> argparse.ArgumentParser:
    """Every command with its help; its own flags only where its name is among those `asked` for (None: all).

    A command imports what it works with, and for some that is everything: two seconds that who asks for another
    command or for `--help` need not wait.
    """
    made = argparse.ArgumentParser(prog="python -m bot", description="ComuniDAS, a time bank by chat.")
    commands = made.add_subparsers(metavar="COMMAND", required=True, title="commands")
    for module, listed in LISTED.items():
        if asked is None or not listed.keys().isdisjoint(asked):
            import_module(f"bot.commands.{module}").add(commands)
        else:
            for name, help in listed.items():
                commands.add_parser(name, help=help)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status for the shell: 0 done, 1 something is wrong, 2 could not be done."""
    typed = sys.argv[1:] if arguments is None else arguments
    speak_utf8()
    keep_to_ourselves()
    try:
        args = parser(typed[:1]).parse_args(typed)  # nothing may stand before a command but -h
        status: int = args.run(args)
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read our output had enough
        sys.stderr.close()
        return 0
    except Exception as error:  # noqa: BLE001  an operator never reads a traceback
        print(told(error), file=sys.stderr)
        return 2
    return status


def keep_to_ourselves() -> None:
    """What we write (database, backups, exports) is our owner's alone to read; a crash leaves no memory on the disk."""
    os.umask(0o077)
    with suppress(ImportError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def told(error: Exception) -> str:
    """The one sentence about what ended a command."""
    match error:
        case Misconfigured() | Refusal():
            return str(error)
        case Unavailable():
            return error.sentence
        case OSError(strerror=str(why)):
            place = f" ({error.filename})" if isinstance(error.filename, str | os.PathLike) else ""
            return f"The system refuses{place}: {why}."
    where = traceback.extract_tb(error.__traceback__)[-1]
    at = f"{os.path.basename(where.filename)}:{where.lineno}"
    return f"This is a fault of the program ({type(error).__name__} at {at}); please report it with this line."


def speak_utf8() -> None:
    """Whatever the terminal claims to be: Arabic must not end in an exception."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # it is None where there is no such stream at all
            with suppress(OSError):  # one that cannot be changed any more stays as it is
                stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
