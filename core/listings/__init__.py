"""What is asked for and offered: posted, shown, found while looking around, suggested in waves, ended."""
