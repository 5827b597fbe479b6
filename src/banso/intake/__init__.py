"""Intake (取込み): lists that come in as files, seen beforehand, brought in wholly or not at all, and taken back whole.

What can come in each app declares (:mod:`banso.core.imports`). The way of a file: :func:`services.bring` keeps it and finds its
columns; :func:`services.look` says what would come of it, by doing it and undoing it; :func:`services.run` does it in one
transaction; :func:`services.undo` takes it back. In the background the same is asked for by `ask_look`, `ask_run` and followed by
:func:`progress.how_far`. Every row that came in keeps its file, sheet, number and what it said (:class:`models.Source`).
"""
