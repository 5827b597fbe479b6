"""手引き: one page per task, in the product, reached by ? from every page the task is done on.

A page is a template of steps. Its words in <b> stand on one of the screens it shows, which a test reads; its pictures are taken from
those screens (`make pictures`).
"""
