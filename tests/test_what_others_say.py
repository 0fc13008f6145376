"""An organisation reads of itself what others read of it before they agree, and what was written about it."""

from __future__ import annotations

import pytest

from tests.faults import agreed, neighbours, plain, states, tap, version
from tests.story import Story


def page(story: Story, who: str) -> str:
    return plain(tap(story, who, "m:reviews"), who)


def test_of_whom_nothing_is_known_yet_it_says_so_and_what_comes(story: Story) -> None:
    neighbours(story)
    read = page(story, "mar")
    assert "Casa Mar es nueva aquí" in read
    assert "Todavía nadie ha escrito sobre ustedes" in read


def test_words_are_read_by_whom_they_are_about_and_not_by_who_wrote_them(story: Story) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:ok")
    assert states(story) == ["settled"]
    for who, said in (("luz", "muy puntuales y amables"), ("mar", "saltar")):
        tap(story, who, f"x:1:{version(story)}:rev")
        for words in ("5", "1", said) if who == "luz" else ("5", said):
            story.say(who, words)
    assert "«muy puntuales y amables»" in page(story, "mar")
    assert "Todavía nadie ha escrito" in page(story, "luz")


@pytest.mark.words
def test_the_profile_leads_to_it(story: Story) -> None:
    neighbours(story)
    assert "Qué dicen otras" in plain(tap(story, "mar", "m:profile"), "mar")


def test_who_belongs_to_nobody_is_told_what_to_do_first(story: Story) -> None:
    story.hub()
    read = page(story, "sol")
    assert "organización" in read
    assert "Todavía nadie ha escrito" not in read
