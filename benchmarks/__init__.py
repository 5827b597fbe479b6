"""Measured speed: ratios against a named rival over the same rows in one run. `make bench` runs it."""
