"""Random people saying random things at random moments: one reply for each message, and the ledger adds up."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from bot.channels.channel import Incoming
from core.accounts.verify import verify
from core.db import Database
from core.messages import load
from core.vault import Vault
from tests.conftest import NOW
from tests.faults import agreed, proposed, rows, suggested
from tests.story import DAY, Story, telling

PEOPLE = ("luz", "mar", "nur")
LIMIT = 4096  # characters of one message on the terminal, as on Telegram
SENSIBLE = (
    "/start",
    "hola",
    "مرحبا",
    "hello",
    "menú",
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "٢",
    "sí",
    "no",
    "نعم",
    "yes",
    "volver",
    "cancelar",
    "إلغاء",
    "ayuda",
    "saldo",
    "idioma",
    "persona",
    "BAJA",
    "ALTA",
    "salir",
    "cambiar",
    "no sé",
    "mañana",
    "viernes",
    "غدا",
    "2 horas",
    "media hora",
    "1.000",
    "40",
    "Casa Luz, Tegucigalpa",
    "جمعية النور، القاهرة",
    "remoto",
    "necesitamos contabilidad, 2 horas, antes del viernes",
    "ofrecemos contabilidad",
    "نقدم خدمات محاسبة عن بعد",
    "نحتاج إلى محاسب لساعتين",
    "we need an accountant, 3 hours",
    "we offer accounting",
    "1001",
    "1002",
    "9999",
    "1234567",
    "gracias",
    "qué intercambios tenemos",
    "más",
    "otra cosa",
    "5 horas",
    "Lima",
)
ODD = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="١٢٣0123456789.,-½² hـ\u200b\u202e\ud800{}%<>", max_size=12),
    st.sampled_from(("x" * 5000, "🙂" * 300, "\x00", "{name.__class__}", "'; --", "\n" * 50)),
)
FORGED = st.one_of(
    st.builds(
        "x:{}:{}:{}".format,
        st.integers(0, 4),
        st.integers(0, 5),
        st.sampled_from(
            (
                "see",
                "acc",
                "no",
                "back",
                "done",
                "ok",
                "late",
                "fewer",
                "fig",
                "nofig",
                "terms",
                "hours",
                "cancel",
                "prob",
                "rev",
                "prop",
                "other",
                "zzz",
            )
        ),
    ),
    st.builds("l:{}:{}".format, st.integers(0, 4), st.sampled_from(("see", "down", "answer", "zzz"))),
    st.builds(
        "m:{}".format, st.sampled_from(("need", "offer", "kind", "ours", "find", "needs", "statement/3", "stop", ""))
    ),
    st.builds(
        "q:{}:{}:{}".format, st.sampled_from(("", "abcd")), st.sampled_from(("what", "sure")), st.text(max_size=5)
    ),
    st.text(max_size=64),
)


def _hub_with_approval(story: Story) -> None:
    story.hub(approval=True)


class Town(RuleBasedStateMachine):
    """Three people at terminals on one database; `template` is an empty one."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        file = Path(self._folder.name) / "town.sqlite3"
        shutil.copy(self.template, file)
        self._db = Database(f"sqlite:///{file}")
        self._telling = telling(self._db, Vault(("test-key-test-key-test-key-test-key",)), NOW)
        self.story = self._telling.__enter__()
        self.last: Incoming | None = None

    @initialize(begin=st.sampled_from((Story.hub, _hub_with_approval, suggested, proposed, agreed)))
    def begins(self, begin: Callable[[Story], object]) -> None:
        begin(self.story)
        self.story.say("ana", "/start")
        self.story.say("ana", self.story.code("coordinator", 1))

    @rule(who=st.sampled_from(PEOPLE), words=st.sampled_from(SENSIBLE))
    def says(self, who: str, words: str) -> None:
        self._send(who, words=words)

    @rule(who=st.sampled_from(PEOPLE), words=ODD)
    def says_something_odd(self, who: str, words: str) -> None:
        self._send(who, words=words)

    @rule(who=st.sampled_from((*PEOPLE, "ana")), choose=st.randoms(use_true_random=False))
    def taps_what_was_offered(self, who: str, choose: Any) -> None:
        screens = [screen for _id, lane, screen in rows(self.story, "outbound", "id", "lane_id", "screen") if screen]
        options = [option.id for screen in screens[-6:] for option in load(screen).options]
        if options:
            self._send(who, payload=choose.choice(options))

    @rule(who=st.sampled_from(PEOPLE), payload=FORGED)
    def taps_what_nobody_offered(self, who: str, payload: str) -> None:
        self._send(who, payload=payload)

    @rule(
        who=st.sampled_from(PEOPLE), media=st.sampled_from(("voice", "photo", "location", "edit", "sticker", "other"))
    )
    def sends_no_words(self, who: str, media: str) -> None:
        self._send(who, media=media)

    @precondition(lambda self: self.last is not None)
    @rule()
    def the_last_message_comes_again(self) -> None:
        assert self.last
        assert self.story.handle(self.last) is None

    @rule(days=st.integers(0, 9))
    def time_passes(self, days: int) -> None:
        self.story.wait(days * DAY)

    def _send(self, who: str, words: str = "", payload: str = "", media: str = "") -> None:
        story = self.story
        story.deliver()
        self.last = story.phones.typed(who, words, "es", story.now, payload=payload, media=media)
        before = self._replies()
        assert story.handle(self.last)
        assert self._replies() == before + 1
        for name, text in story.deliver():
            assert text.strip()
            assert len(text) <= LIMIT, name

    def _replies(self) -> int:
        return sum(kind == "reply" for _id, kind in rows(self.story, "outbound", "id", "kind"))

    def teardown(self) -> None:
        try:
            assert "poison" not in [code for _id, code in rows(self.story, "parked_case", "id", "code")]
            assert verify(self._db) == []
        finally:
            self._telling.__exit__(None, None, None)
            self._db.close()
            self._folder.cleanup()


def test_random_conversations_get_one_reply_a_message_and_the_ledger_adds_up(sqlite_template: Path) -> None:
    Town.template = sqlite_template
    calm = settings(
        max_examples=25,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run_state_machine_as_test(Town, settings=calm)
