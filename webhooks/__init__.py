"""What listens: HTTP translated into calls, and nothing else."""
