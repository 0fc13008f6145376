"""What can whoever runs this type next? One list for the terminal and the front page."""

TALK = "make chat"
STEPS: dict[str, str] = {
    TALK: "talk to it in another terminal (python -m bot chat)",
    "python -m bot coordinator add": "a code for a coordinator",
    "python -m bot invite": "a code for organisations",
    "python -m bot doctor": "what is set up and what is missing",
}
"""Command → what it does; the first while no channel is on."""
