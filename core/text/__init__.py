"""What people type, made safe to keep and fit to compare. Plain functions on strings; nothing here reads or writes."""
