"""The door for companies and partner organisations: pages opened by a personal link, without a login."""
