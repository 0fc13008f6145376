"""A file that a coordinator brings is read: what its columns are called, its cells, and what its lines say."""
