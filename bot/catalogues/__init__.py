"""Are the catalogues in step with the source, and fit to be sent to people? A tool for those who write sentences."""
