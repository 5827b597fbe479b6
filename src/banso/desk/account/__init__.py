"""One's own way in: login with an optional second factor, password, and the devices it is confirmed with."""
