"""How a message leaves: rendered, kept to its channel's limits and pace, as a template where only those pass."""
