"""The desk's entries in the menu."""

from banso.core import navigation

navigation.add(
    navigation.Entry("相談・派遣", "相談を記録する", "record-visit", "consultations.add_consultation"),
    navigation.Entry("庶務", "利用者と権限", "people", "registers.view_roleassignment"),
)
