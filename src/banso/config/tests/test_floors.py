"""What figures and money count by has a floor in the database: codes are of their choices, JSON has its shape, whoever writes."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, JSONField, Model

from banso.cases.models import Terms
from banso.desk.models import Draft
from banso.office.payments.models import Sender
from banso.registers.models import Organisation
from banso.report.models import Outline, OutlineSection
from banso.work.gatherings.models import Gathering
from banso.work.surveys.models import Answer, Question, Survey
from conftest import TODAY, TinyWorld

# codes that no figure, no payment and no decision follows from: what one sees, and how far something is
FREE = {
    "figures.OpeningBalance.measure",
    "figures.Target.measure", "core.Access.kind", "core.SavedList.sharing", "registers.CompanyName.kind", "registers.Look.kind", "registers.Doubt.source",
    "registers.Doubt.answer", "registers.Decision.answer", "files.DisposedFile.paper", "orders.Profile.source", "orders.SupplierCard.capacity",
    "orders.ProposedChange.change", "fairs.Timetable.source", "fairs.Timetable.state", "report.ReportRun.state", "desk.Draft.kind",
    "intake.ImportState.state", "archive.FullExport.state",
}  # fmt: skip
# JSON that only says what one chose to see, or what was found
FREE_JSON = {
    "core.SavedList.columns", "core.ListSetting.columns", "core.BulkChange.value", "core.BulkChange.before", "registers.Doubt.told",
    "registers.MergeMove.before", "registers.MergeMove.after", "search.Likeness.found", "fairs.Timetable.levels", "intake.Import.chosen",
    "intake.Import.given", "intake.Import.answers", "intake.ImportState.found",
}  # fmt: skip


def own_models() -> list[type[Model]]:
    """The project's models, without the histories that triggers write."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("banso.")]
    return [model for model in ours if not hasattr(model, "pgh_tracked_model")]


def floors(model: type[Model]) -> str:
    checks = (one for one in model._meta.constraints if isinstance(one, CheckConstraint))
    return " ".join(str(check.deconstruct()) for check in checks)


def test_every_code_that_counts_has_a_floor() -> None:
    """A new choice is either checked by the database or named above as one that nothing follows from."""
    bare = {
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.local_concrete_fields
        if (field.choices or getattr(getattr(field, "base_field", None), "choices", None))
        and f"'{field.name}__" not in floors(model)
    }
    assert bare == FREE


def test_all_json_that_counts_has_a_floor() -> None:
    bare = {
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, JSONField) and f"F({field.name})" not in floors(model)
    }
    assert bare == FREE_JSON


def refused(row: Model, **values: Any) -> bool:
    """Whether the database refuses these values of a row by plain SQL."""
    columns = ", ".join(f"{name} = %s" for name in values)
    statement = f"UPDATE {row._meta.db_table} SET {columns} WHERE {row._meta.pk.column} = %s"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [*values.values(), row.pk])
    except IntegrityError:
        return True
    return False


def test_plain_sql_is_held_too(world: TinyWorld) -> None:
    """One world, one row of each; what is right comes in."""
    company, organisation = world.company(), Organisation.objects.create(name="みほん会")
    gathering = Gathering.objects.create(programme=world.programme, kind="seminar", title="みほん講座")
    user = world.user()
    draft = Draft.objects.create(user=user, kind="consultation", key="0" * 32, payload={"fields": []})
    outline = Outline.objects.create(fiscal_year=2023, title="みほん")
    section = OutlineSection.objects.create(outline=outline, position=1, level=1, heading="みほん", blocks=[])
    sender = Sender.objects.create(
        bank_code="0001",
        bank_name="みほん",
        branch_code="001",
        branch_name="みほん",
        number="1",
        holder="ﾐﾎﾝ",
        code="1",
    )
    assert refused(company, size="huge") and not refused(company, size="medium")
    assert refused(organisation, kind="club") and not refused(organisation, kind="bank")
    assert refused(gathering, kind="party") and refused(sender, type="7")
    assert refused(draft, payload="[]") and refused(draft, payload='{"x": "%s"}' % ("x" * 3_000_001))
    assert refused(section, blocks="{}") and refused(section, blocks='["text"]')
    assert not refused(section, blocks='[{"text": "みほん"}]')


@pytest.mark.parametrize("content", ["[]", '"x"', '{"values": {"fee": -1}}', '{"values": {"fees": [{"yen": -500}]}}'])
def test_terms_are_held(world: TinyWorld, content: str) -> None:
    """No fee below zero, however deep it stands; `content` is written by SQL, for the verb refuses it before."""
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_terms (created_at, updated_at, programme_id, procedure, fiscal_year, version, content, reason)"
            " VALUES (now(), now(), %s, 'dispatch', 2023, 1, %s, '')",
            [world.programme.pk, content],
        )
    Terms.objects.create(
        programme=world.programme, procedure="dispatch", fiscal_year=2023, content={"values": {"fee": 1}}
    )


def test_an_answer_is_what_its_question_offers(world: TinyWorld) -> None:
    """Known, one of one, none where one writes: said by the model, held by the database."""
    survey = Survey.objects.create(programme=world.programme, code="s", name="みほん調査", reference_date=TODAY)
    one, some, text = (
        Question.objects.create(survey=survey, position=place, text="問", kind=kind, options=options)
        for place, (kind, options) in enumerate((("one", ["甲", "乙"]), ("some", ["甲", "乙"]), ("text", [])), 1)
    )
    target = survey.targets.create(company=world.company(), sent_on=TODAY)
    for question, chosen in ((one, ["丙"]), (one, ["甲", "乙"]), (some, ["甲", "丙"]), (text, ["甲"])):
        answer = Answer(target=target, question=question, chosen=chosen)
        with pytest.raises(ValidationError, match="選択肢の中から"):
            answer.clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            answer.save()
    for question, chosen in ((one, ["乙"]), (some, ["甲", "乙"]), (text, [])):
        Answer.objects.create(target=target, question=question, chosen=chosen)
