"""The reference world: invented companies, people and records whose aggregates are those of a centre's published figures.

It writes records only. Nothing here may count a figure or touch the report: import-linter holds that.
"""
