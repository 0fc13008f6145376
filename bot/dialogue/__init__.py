"""What is done about a message: its situation, what it may mean there, and the move whose expected cost is least."""
