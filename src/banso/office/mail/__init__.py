"""メール: what goes out by e-mail. Nothing leaves that a person has not seen and released, and nothing twice."""
