"""Lists that come in at once: what a file of organisations, requests and offers would make, and making it."""
