"""Tests that cross apps, on the reference world."""
