"""Can a hub's hours be read elsewhere? Its accounts, entries, exchanges and members, without people and their words."""
