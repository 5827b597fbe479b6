"""一件書類: what came in for a case, its whole file in order, as it is taken out, and how long it is kept."""
