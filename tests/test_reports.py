"""Failures reported to an operator's Sentry tell where it hurts, and nothing about anybody."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import ClassVar

import pytest
import sentry_sdk
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from bot.reports import report_failures

DSN = "https://key@sentry.example.org/1"


class Post(Transport):
    """What would leave the house."""

    sent: ClassVar[list[Envelope]] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.sent.append(envelope)


@pytest.fixture
def reports() -> Iterator[list[Envelope]]:
    Post.sent.clear()
    report_failures(DSN, Post)
    yield Post.sent
    sentry_sdk.get_global_scope().set_client(None)


def fail(words: str) -> None:
    raise ValueError(words)


def test_f59_a_report_has_the_kind_and_place_of_a_failure_and_no_words(reports: list[Envelope]) -> None:
    words = "Ana's number is +50499990001"
    try:
        fail(words)
    except ValueError as error:
        logging.getLogger("bot.handle").error("handling failed (%s)", words, exc_info=error)
    sentry_sdk.flush()
    (report,) = reports
    told = report.serialize().decode()
    assert "ValueError" in told
    assert "test_reports.py" in told
    assert "handling failed (%s)" in told
    assert "9999" not in told
    assert "Ana" not in told


def test_without_an_address_nothing_is_reported() -> None:
    report_failures("")
    assert not sentry_sdk.is_initialized()
