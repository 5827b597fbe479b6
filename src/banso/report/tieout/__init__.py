"""Tie-out (突合): a draft of the report, from whoever, compared with the records figure by figure."""
