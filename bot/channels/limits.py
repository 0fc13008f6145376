"""How much does each provider take, and how fast? Known without its library, so that the simulator keeps to it too."""

from __future__ import annotations

from bot.channels.channel import Limits

TELEGRAM = Limits(text=4096, button_bytes=64, buttons=100, rate=25.0, burst=5, gap=1000)
# Quick replies up to 3, a list up to 10 rows; ids up to 200 (docs/content/twiliolist-picker).
WHATSAPP = Limits(text=1600, button_bytes=200, buttons=10, rate=60.0, burst=20, gap=1000)
# A long-code number sends one part a second; Twilio queues the rest.
SMS = Limits(text=1600, button_bytes=0, buttons=0, rate=1.0, burst=1, gap=1000)
