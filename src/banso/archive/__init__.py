"""Everything a centre has recorded, as one archive of CSV that people and other programs can read, and its way back.

An export is for reading, handing over and keeping for decades; a backup (:mod:`banso.config.backup`) is for the same
machine tomorrow. The difference is told in docs/export-and-backup.md.
"""
