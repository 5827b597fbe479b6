"""The menu entry of the full export."""

from banso.core.navigation import Entry, add

add(Entry("台帳", "全件の書き出し", "full-export", "archive.add_fullexport"))
