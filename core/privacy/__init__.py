"""Who may see what, and how is it forgotten? Visibility, blocking, erasure, retention."""
