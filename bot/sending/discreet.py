"""An alert that says nothing to whoever else looks at the phone: its words are shown when its person asks for them."""

from __future__ import annotations

from core.messages import Code, Option, Screen, _

READ = _("Read")  # button


def veiled(outbound_id: int, code: str, *, busy: bool, urgent: bool = False) -> Screen:
    """What is sent in place of an alert. `code` are the digits that open its card, '' for none.

    `busy`: a question is being asked, and 1 belongs to it. `urgent`: somebody may be in danger.
    """
    read = (Option(f"v:{outbound_id}", READ),)
    if urgent and busy:
        return Screen((_("URGENT: somebody needs you now. Write “{word}”.", word=READ),), read)
    if urgent:
        return Screen((_("URGENT: somebody needs you now. Write 1 to read it."),), read)
    if code and busy:
        return Screen((_("Message about {number}.", number=Code(code)),), read, code)
    if code:
        return Screen((_("Message about {number}. Write 1 to read it.", number=Code(code)),), read)
    if busy:
        return Screen((_("A message waits for you. When you are done here, write “{word}”.", word=READ),), read)
    return Screen((_("A message waits for you. Write 1 to read it."),), read)
