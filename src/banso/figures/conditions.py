"""The conditions of a figure in words: which values each can have, what they are called, and back to the codes they are kept as."""

from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db.models import BooleanField, CharField, Field, ForeignKey, Model, QuerySet, SlugField
from django.db.models.sql.query import Query

from banso.core.fields import PlainInDatabase
from banso.core.tables import named_along
from banso.core.text import fold

from .cells import normalise_where
from .measures import UNSAID, UNSAID_LABEL, Counted, Flow, Measure, all_measures

Choice = tuple[str, str]
MOST_ROWS = 2_000
PARTS, VALUES = " / ", "、"


def resolved(model: type[Model], path: str) -> "Field[Any, Any] | None":
    """The column at the end of a path; None where the path names none."""
    query = Query(model)
    try:
        found: Any = query.names_to_path(path.split("__"), model._meta, fail_on_missing=True)[1]
    except FieldError:
        return None
    return found if isinstance(found, Field) else None


def values(measure: Measure, name: str, programme: str) -> list[Choice] | None:
    """The values of a condition with their names, by a programme's code where it has its own; None where any may come.

    Where records may say nothing, that is one of them (未記入).
    """
    found = first_values(measure, name, programme, MOST_ROWS)
    if found is None or len(found) > MOST_ROWS:
        return None
    return [*found, (UNSAID, UNSAID_LABEL)] if measure.may_be_unsaid(name) else found


def first_values(measure: Measure, name: str, programme: str | None, most: int) -> list[Choice] | None:
    """The first values of a condition that records may say, one more than `most` where there are more; None where they are typed.

    Of no programme (None) those of all programmes.
    """
    dimension = measure.dimensions[name]
    if dimension.labels:
        return [(str(code), label) for code, label in dimension.labels.items()]
    return _first_of(measure.column(name), measure.model, programme, dimension.label_path.rpartition("__")[2], most)


def values_of(column: "Field[Any, Any]", of: type[Model], programme: str) -> list[Choice] | None:
    """The values a column may have, with their names; None where they are typed."""
    found = _first_of(column, of, programme, "", MOST_ROWS)
    return None if found is None or len(found) > MOST_ROWS else found


def _first_of(
    column: "Field[Any, Any]", of: type[Model], programme: str | None, named_by: str, most: int
) -> list[Choice] | None:
    if column.flatchoices:
        return [(str(code), str(label)) for code, label in column.flatchoices]
    if isinstance(column, BooleanField):
        return [("True", "はい"), ("False", "いいえ")]
    is_key = isinstance(column, ForeignKey) or column.primary_key
    source: Any = column.related_model if isinstance(column, ForeignKey) else column.model
    if source is of and not is_key:
        return None
    rows: QuerySet[Any] = source._default_manager.all()
    if programme is not None and any(field.name == "programme" for field in source._meta.fields):
        rows = rows.filter(programme__code=programme)
    if not (is_key or named_by or isinstance(column, SlugField)):  # no code: what others wrote there are its own words
        return [(str(word), str(word)) for word in _words(rows, column)[: most + 1]]
    value = "pk" if is_key else column.attname
    found = named_along(rows)[: most + 1]
    return list({str(getattr(row, value)): str((named_by and getattr(row, named_by)) or row) for row in found}.items())


def _words(rows: "QuerySet[Any]", column: "Field[Any, Any]") -> "QuerySet[Any]":
    """What stands in a column, each word once."""
    return (
        rows.filter(**{f"{column.name}__gt": ""}).order_by(column.name).values_list(column.name, flat=True).distinct()
    )


def measure_called(code: str) -> Measure | None:
    return next((measure for measure in all_measures() if measure.code == code), None)


Memo = dict[tuple[str, str, str], dict[str, str]]


def in_words(measure: str, conditions: str, programme: str, memo: Memo | None = None) -> str:
    """The conditions of a cell's key as staff read them: 相談方法: 窓口、電話 / 区分: 創業. What was looked up is kept in `memo`."""
    known, memo = measure_called(measure), {} if memo is None else memo
    found = []
    for part in conditions.split(";") if known else ():
        name, _, codes = part.partition("=")
        if known is None or name not in known.dimensions:
            continue
        key = (known.code, name, programme)
        if key not in memo:
            memo[key] = dict(values(known, name, programme) or ((UNSAID, UNSAID_LABEL),))
        labels = memo[key]
        said = VALUES.join(str(labels.get(code, code)) for code in codes.split(","))
        found.append(f"{known.dimensions[name].label}: {said}")
    return PARTS.join(found)


def from_words(measure: str, text: str, programme: str) -> str:
    """The conditions as a cell's key has them, from words or from such a key. Raises ValidationError, saying what may be written."""
    known = measure_called(measure)
    if known is None or not text.strip():
        return "" if not text.strip() else text.strip()
    where: dict[str, list[str]] = {}
    for part in text.replace("／", "/").replace(";", "/").split("/"):
        if part.strip():
            name, codes = _condition(known, part.strip(), programme)
            where[name] = codes
    return ";".join(f"{name}={','.join(codes)}" for name, codes in normalise_where(where))


def _condition(measure: Measure, part: str, programme: str) -> tuple[str, list[str]]:
    spelled = part.replace("：", ":")
    label, mark, said = spelled.partition(":" if ":" in spelled else "=")
    names = {fold(word): name for name, d in measure.dimensions.items() for word in (name, d.label)}
    name = names.get(fold(label))
    if not mark or name is None:
        offered = VALUES.join(d.label for d in measure.dimensions.values()) or "なし"
        raise ValidationError(
            {
                "conditions": f"「{part[:40]}」は条件として読めません。「項目: 値、値」と書きます(使える項目: {offered})。"
            }
        )
    offered_values = values(measure, name, programme)
    given = [one.strip() for one in said.replace(",", VALUES).split(VALUES) if one.strip()]
    if offered_values is None:
        unsaid = UNSAID_LABEL if measure.may_be_unsaid(name) else None
        return name, [UNSAID if one == unsaid else one for one in given]
    codes = {fold(word): code for code, shown in offered_values for word in (code, shown)}
    unknown = [one for one in given if fold(one) not in codes]
    if unknown or not given:
        some = VALUES.join(shown for _, shown in offered_values[:12])
        raise ValidationError(
            {"conditions": f"「{label.strip()}」の値「{VALUES.join(unknown)[:40]}」はありません(使えるのは {some})。"}
        )
    return name, [codes[fold(one)] for one in given]


def balance_choices() -> list[Choice]:
    """What can be added up over years: counts and sums of what happened."""
    added = (
        m for m in all_measures() if isinstance(m.count, Counted) and m.count.additive and isinstance(m.timing, Flow)
    )
    return [(measure.code, f"{measure.label}({measure.unit})") for measure in added]


class CountedByField(PlainInDatabase, CharField):  # type: ignore[type-arg]
    """The code of what is counted, chosen by its name. What may be chosen is the programme's to know, not the database's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("choices", balance_choices)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs


class ConditionsField(PlainInDatabase, CharField):  # type: ignore[type-arg]
    """The conditions of a figure as its key has them. Forms show them, and take them, in words."""

    usual_help = "区分などでしぼった数値のときだけ。例: 相談方法: 窓口、電話(使えるものは「集計項目の一覧」にあります)"

    def said(self, value: str) -> str:
        """Conditions kept in the trail, whatever they were of: by the names that any measure has for them."""
        found = []
        for part in value.split(";"):
            name, _, codes = part.partition("=")
            known = [measure.dimensions[name] for measure in all_measures() if name in measure.dimensions]
            labels = {str(code): label for dimension in known for code, label in dimension.labels.items()}
            labels[UNSAID] = UNSAID_LABEL
            label = known[0].label if known else name
            found.append(f"{label}: {VALUES.join(str(labels.get(code, code)) for code in codes.split(','))}")
        return PARTS.join(found)

    def value_from_object(self, obj: Any) -> str:
        programme = obj.programme.code if obj.programme_id else ""
        return in_words(obj.measure, getattr(obj, self.attname), programme)
