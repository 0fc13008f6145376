"""Who are they? Answers of newcomers."""
