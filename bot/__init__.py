"""How people reach the exchange by chat."""
