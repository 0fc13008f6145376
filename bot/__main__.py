"""`python -m bot …`: one command each for whoever runs ComuniDAS; errors are one sentence and exit status 2."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Sequence
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
    args = parser(typed[:1]).parse_args(typed)  # nothing may stand before a command but -h
    try:
        status: int = args.run(args)
    except (Misconfigured, Refusal) as error:
        print(error, file=sys.stderr)
        return 2
    except Unavailable as away:
        print(f"{away}.".capitalize(), file=sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read our output had enough
        sys.stderr.close()
        return 0
    return status


if __name__ == "__main__":
    sys.exit(main())
