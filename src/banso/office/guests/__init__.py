"""外部の方: one way in for whoever has no login. What is asked of whom is declared by the kinds (:mod:`.asks`)."""
