"""Two at once: what was typed over what was saved meanwhile, field by field."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from banso.core.merging import ConflictError, GoneError, merge, seal, state, unseal, write_over
from banso.core.voiding import void
from banso.registers.models import Company, User
from banso.registers.services import correct_company
from banso.work.consultations.models import Consultation, Theme
from banso.work.consultations.services import record_consultation
from conftest import TinyWorld, flat

NAMES = ("a", "b", "c")
VALUES = st.integers(0, 2)
STATES = st.fixed_dictionaries({name: VALUES for name in NAMES})
LABELS = ["name", "phone", "employees"]


@given(opened=STATES, saved=STATES, typed=STATES)
def test_a_merge_never_overwrites_unseen_and_never_cries_wolf(
    opened: dict[str, int], saved: dict[str, int], typed: dict[str, int]
) -> None:
    """A field is in conflict exactly if both changed it, to different values; a change of one side alone wins."""
    merged = merge(opened, saved, typed)
    for name in NAMES:
        mine, theirs = typed[name] != opened[name], saved[name] != opened[name]
        assert (name in merged.conflicts) == (mine and theirs and typed[name] != saved[name])
        assert (name in merged.mine) == (mine and not theirs)
        assert (name in merged.theirs) == (theirs and not mine)


@given(opened=STATES, saved=STATES, typed=STATES)
def test_a_merge_is_the_same_from_either_side(
    opened: dict[str, int], saved: dict[str, int], typed: dict[str, int]
) -> None:
    """Whoever comes second, the same facts are in question."""
    there, back = merge(opened, saved, typed), merge(opened, typed, saved)
    assert (there.mine, there.theirs, there.conflicts) == (back.theirs, back.mine, back.conflicts)


def test_what_a_form_carries_cannot_be_altered_or_used_for_another_record(world: TinyWorld) -> None:
    """A changed or borrowed seal says nothing, so that every difference will be asked about."""
    company, other = world.company(), world.company()
    sealed = seal(company, LABELS)
    assert unseal(sealed, company.pk) == state(company, LABELS)
    assert unseal(sealed, other.pk) == {} == unseal(sealed[:-2] + "xx", company.pk) == unseal("", company.pk)


def _over(company: Company, opened: Any, by: User, **typed: Any) -> Any:
    return write_over(Company, company.pk, opened=opened, typed=typed, change=correct_company, reason="", by=by)


def test_the_service_keeps_what_another_saved(world: TinyWorld) -> None:
    """Each changed one fact: both stand. Both changed one fact: nothing is written."""
    user, company = world.user(), world.company("旧名", phone="1", employees=5)
    opened = state(company, LABELS)
    correct_company(company, phone="2", by=user)
    written = _over(company, opened, user, name="旧名", phone="1", employees=9)
    company.refresh_from_db()
    assert (company.phone, company.employees) == ("2", 9)
    assert (written.merged.mine, written.merged.theirs) == ({"employees"}, {"phone"})
    with pytest.raises(ConflictError) as conflict:
        _over(company, opened, user, name="新名", phone="3", employees=9)
    assert conflict.value.merged.conflicts == {"phone"}
    company.refresh_from_db()
    assert (company.name, company.phone) == ("旧名", "2")


def test_saving_without_a_change_writes_nothing(world: TinyWorld) -> None:
    """No event, no conflict: neither for the same values nor for line ends and spaces a browser adds."""
    user, company = world.user(), world.company(note="一行目\n二行目")
    opened = state(company, ["note", "phone"])
    events = Company.pgh_event_model.objects.filter(pgh_obj_id=company.pk)
    before = events.count()
    _over(company, opened, user, note="一行目\r\n二行目 ", phone="")
    correct_company(company, phone="5", by=user)
    _over(company, opened, user, note="一行目\r\n二行目", phone="5")
    assert events.count() == before + 1


def test_a_record_that_is_gone_is_not_made_again(world: TinyWorld) -> None:
    """The service says that it is gone, and writes nothing."""
    company = world.company()
    opened, pk = state(company, LABELS), company.pk
    company.delete()
    company.pk = pk
    with pytest.raises(GoneError):
        _over(company, opened, world.user(), name="もう一度")
    assert not Company.objects.exists()


@pytest.fixture
def clerk(world: TinyWorld) -> Client:
    user = world.user("clerk", display_name="二人目 花子")
    of_these = Permission.objects.filter(content_type__app_label__in=["consultations", "registers"])
    world.allow(user, *of_these.values_list("codename", flat=True))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def visit(world: TinyWorld) -> Consultation:
    first = world.user("first", display_name="一人目 太郎")
    themes = [Theme.objects.create(code=code, name=code) for code in ("sales", "funds")]
    return record_consultation(
        programme=world.programme, held_on=date(2024, 4, 1), mode="desk", company=world.company(), note="初めの内容",
        themes=themes[:1], by=first,
    )  # fmt: skip


def _form(client: Client, address: str) -> dict[str, Any]:
    """What a browser would post from the form as it was opened."""
    page = client.get(address)
    form = page.context["form"]
    facts = {name: form[name].value() if form[name].value() is not None else "" for name in form.fields}
    facts = {name: field.field.prepare_value(facts[name]) for name, field in ((f.name, f) for f in form)}
    return {**facts, "opened": page.context["opened"], "reason": ""}


def _correct(visit: Consultation, **facts: Any) -> None:
    from banso.work.consultations.services import correct_consultation

    correct_consultation(visit, by=User.objects.get(username="first"), **facts)


def test_changes_of_different_facts_are_merged_and_said(clerk: Client, visit: Consultation) -> None:
    """The second to save keeps the first one's minutes and themes, and is told so."""
    address = f"/consultations/consultation/{visit.pk}/edit/"
    posted = _form(clerk, address)
    _correct(visit, minutes=40, themes=list(Theme.objects.all()))
    answer = clerk.post(address, posted | {"note": "後の内容", "change_reason": "聞き直した"}, follow=True)
    page = flat(answer.content)
    visit.refresh_from_db()
    assert (visit.note, visit.minutes, visit.themes.count()) == ("後の内容", 40, 2)
    assert "一人目 太郎が変えた「相談テーマ、相談時間(分)」はそのまま残っています" in page
    assert "理由: 聞き直した" in page


def test_the_second_chooses_where_both_changed_the_same(clerk: Client, visit: Consultation) -> None:
    """Nothing is written before the choice; each fact goes as chosen; the first one's other changes stay."""
    address = f"/consultations/consultation/{visit.pk}/edit/"
    posted = _form(clerk, address) | {"note": "私の内容", "minutes": "30", "next_step": "私の対応"}
    _correct(visit, note="相手の内容", minutes=45, mode="online")
    answer = clerk.post(address, posted)
    page = flat(answer.content)
    visit.refresh_from_db()
    assert (answer.status_code, visit.note, visit.minutes, visit.next_step) == (409, "相手の内容", 45, "")
    for words in ("開いたときの値: 初めの内容", "一人目 太郎", "相手の内容", "私の内容", ">45<", ">30<"):
        assert words in page
    again = _form_again(answer)
    undecided = clerk.post(address, again | {"asked": ["note", "minutes"], "choose_note": "theirs"})
    assert undecided.status_code == 422 and "私の内容" in undecided.content.decode()
    chosen = {"asked": ["note", "minutes"], "choose_note": "theirs", "choose_minutes": "mine"}
    assert clerk.post(address, again | chosen).status_code == 302
    visit.refresh_from_db()
    assert (visit.note, visit.minutes, visit.next_step, visit.mode) == ("相手の内容", 30, "私の対応", "online")


def _form_again(answer: Any) -> dict[str, Any]:
    form = answer.context["form"]
    values = {name: form.data.getlist(name) for name in [*form.fields, "company_key"]}
    return {name: found for name, found in values.items() if found} | {"opened": answer.context["opened"]}


def test_the_same_value_twice_is_no_conflict(clerk: Client, visit: Consultation) -> None:
    """Both wrote the same: saved without a question."""
    address = f"/consultations/consultation/{visit.pk}/edit/"
    posted = _form(clerk, address) | {"note": "同じ内容"}
    _correct(visit, note="同じ内容")
    assert clerk.post(address, posted).status_code == 302


def test_a_form_without_what_it_was_opened_with_overwrites_nothing(clerk: Client, visit: Consultation) -> None:
    """An altered page is asked about every difference."""
    address = f"/consultations/consultation/{visit.pk}/edit/"
    answer = clerk.post(address, _form(clerk, address) | {"note": "別の内容", "opened": "x"})
    visit.refresh_from_db()
    assert (answer.status_code, visit.note) == (409, "初めの内容")


def test_deleted_meanwhile_keeps_what_was_typed(clerk: Client, visit: Consultation) -> None:
    """It is said who deleted it; the text stays, and can be recorded as new."""
    address = f"/consultations/consultation/{visit.pk}/edit/"
    posted = _form(clerk, address) | {"note": "消えては困る"}
    first = User.objects.get(username="first")
    User.objects.filter(pk=first.pk).update(is_superuser=True)
    void(visit, reason="重複", by=User.objects.get(pk=first.pk))
    answer = clerk.post(address, posted)
    page = answer.content.decode()
    assert answer.status_code == 409 and "削除されました" in page and "一人目 太郎" in page
    assert ">\n消えては困る</textarea>" in page and 'action="/consultations/consultation/new/"' in page
    assert not Consultation.objects.exists()
    assert clerk.post("/consultations/consultation/new/", posted).status_code == 302
    assert re.match("消え", Consultation.objects.get().note)
    assert clerk.post("/consultations/consultation/999999/edit/", posted).status_code == 404
