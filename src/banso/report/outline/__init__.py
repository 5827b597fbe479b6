"""The outline: what the report of a year consists of, as data."""
