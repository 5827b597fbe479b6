"""The desk's entries in the menu, and its part of a visit's own page."""

from banso.cases.disclosures import is_walled
from banso.cases.models import Case
from banso.core import navigation
from banso.core.records import Panel, add_panel
from banso.work.consultations.models import Consultation

navigation.add(
    navigation.Entry("相談・派遣", "相談を記録する", "record-visit", "consultations.add_consultation"),
    navigation.Entry("案件", "案件の進み具合", "case-board", "cases.view_case"),
    navigation.Entry("案件", "開示と承諾の点検", "telling-review", "cases.view_disclosure"),
    navigation.Entry("庶務", "利用者と権限", "people", "registers.view_roleassignment"),
)
add_panel(Panel("ほかに数える事業", "visit-panel", lambda model: model is Consultation))
add_panel(Panel("連絡の決まり", "case-contact-panel", lambda model: model is Case))
add_panel(Panel("承諾・守秘契約・開示", "case-telling-panel", lambda model: model is Case, only=is_walled))
