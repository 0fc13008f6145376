"""Which languages does the bot speak? Their ISO 639 codes, and their names as their own readers write them."""

from __future__ import annotations

NAMES = {"es": "Español", "ar": "العربية", "en": "English", "fr": "Français", "pt": "Português"}
LANGUAGES = tuple(NAMES)
