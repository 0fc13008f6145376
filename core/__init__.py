"""What the exchange knows and decides; nothing here speaks to a person."""
