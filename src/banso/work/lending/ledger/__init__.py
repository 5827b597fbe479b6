"""The arithmetic of money owed: pure functions of a contract's rules, its dated events and a day. Nothing here knows the database."""
