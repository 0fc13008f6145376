"""Which commands are there, what does each do, in which module of this folder is it? Known without importing any."""

from __future__ import annotations

LISTED: dict[str, dict[str, str]] = {
    "serve": {
        "run": "web, worker and Telegram in one process, prepared by itself",
        "web": "only what listens on HTTP (migrate first)",
        "worker": "only what delivers, runs the clocks and fetches from Telegram (migrate first)",
    },
    "chat": {"chat": "talk to the bot in this terminal (also reads lines from a pipe)"},
    "data": {
        "migrate": "bring the database up to date and make the first hub (HUB_NAME)",
        "seed": "put a hub with invented organisations into the database, to try things out",
        "backup": "write everything but the secret key into one file",
        "restore": "put a backup into this database; stop web and worker first",
        "verify": "add up the ledger; a hub that is wrong takes no new exchanges",
        "lock": "lock everything down: nothing is handled, kept or sent until unlock",
        "unlock": "go on after a lock; what waited is sent",
        "lost-key": "say that the old SECRET_KEY is gone for good, and begin anew with people",
    },
    "export": {
        "export": "write a hub's ledger without people and their words, or its listings",
        "summary": "how the networks are doing: figures about nobody",
    },
    "lists": {"import": "organisations without a phone, their requests and offers, from CSV"},
    "hubs": {"hub": "the communities of this installation"},
    "invites": {
        "coordinator": "the people who look after a hub",
        "invite": "a code and a link by which organisations join a hub",
    },
    "telegram": {"setup-telegram": "check the token, set menus and webhook (needs an https address)"},
    "whatsapp": {"setup-whatsapp": "make and submit WhatsApp's templates, and say how their approval stands"},
    "misunderstood": {"misunderstood": "sentences that were not understood, the most frequent first"},
    "why": {"why": "what a message would mean on a screen, and why: readings, row of the table, what was next best"},
    "concepts": {"concept": "services that a hub knows beside the usual ones"},
    "answers": {"faq": "questions that a hub answers in words of its own"},
    "reindex": {"reindex": "work out anew what listings mean, while the bot runs"},
    "doctor": {"doctor": "check the settings, the database and the providers; each problem with its cure"},
}
"""Module → command → what `--help` says of it."""
HELP = {name: help for commands in LISTED.values() for name, help in commands.items()}
