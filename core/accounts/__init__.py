"""Where are the hours? Ledger, holds, the solidarity fund, and what guards and verifies them."""
