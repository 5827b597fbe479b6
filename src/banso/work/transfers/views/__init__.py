"""The pages of sale and purchase that are their own."""
