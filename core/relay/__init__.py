"""What partners say to each other without knowing each other's number."""
