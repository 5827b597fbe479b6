"""The menu entry of the intake."""

from banso.core.navigation import Entry, add

add(Entry("台帳", "取り込み", "intake", "registers.add_company"))
