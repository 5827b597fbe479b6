"""The desk's entries in the menu, and its part of a visit's own page."""

from banso.core import navigation
from banso.core.records import Panel, add_panel
from banso.work.consultations.models import Consultation

navigation.add(
    navigation.Entry("相談・派遣", "相談を記録する", "record-visit", "consultations.add_consultation"),
    navigation.Entry("案件", "案件の進み具合", "case-board", "cases.view_case"),
    navigation.Entry("庶務", "利用者と権限", "people", "registers.view_roleassignment"),
)
add_panel(Panel("ほかに数える事業", "visit-panel", lambda model: model is Consultation))
