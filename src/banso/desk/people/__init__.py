"""People: who may do what and why, and who could see what."""
