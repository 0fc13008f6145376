"""Whole months of a small hub: people with telephones, a network that misbehaves, and a clock that nobody waits for."""
