"""Taking the rows of a sheet in: chunk by chunk, read, linked, told apart from what is there, and written by the kind's verbs."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import F

from banso.core.done_days import day_errors, days_asked, days_to_come_confirmed, done_days
from banso.core.era import format_date
from banso.core.fiscal import deciding_days, fiscal_year_label, fiscal_year_of
from banso.core.imports import ImportKind, Row
from banso.core.imports.checking import Reading
from banso.core.imports.declaring import Writing
from banso.core.merging import plain, state
from banso.core.words import words_of

from .outcome import Change, Line, Outcome, What

_KNOWN = "SELECT said, nth, object_id FROM intake_source WHERE said = ANY(%s::uuid[]) AND model = %s AND NOT undone"
_COPY_SOURCES = "COPY intake_source (of_id, number, said, nth, model, object_id, made, undone) FROM STDIN"
Progress = Callable[[int, int], None]


@dataclass
class Taking:
    """One file being taken in. Must run in a transaction; what it answers is true only if that is committed."""

    kind: ImportKind
    of: Any
    by: Any
    outcome: Outcome = field(default_factory=Outcome)

    def __post_init__(self) -> None:
        self._nth: Counter[str] = Counter()
        self._writing = Writing(self.by)
        self._rows_of_keys: dict[tuple[Any, ...], int] = {}

    def take(self, reading: Reading, progress: Progress) -> Outcome:
        """Take in all rows; `progress` is told after each chunk which row of the sheet was done, and which is the last."""
        with days_to_come_confirmed(None if reading.sure else ()):
            for rows in reading.chunks():
                self._chunk(rows)
                progress(rows[-1].number, reading.height)
        self.outcome.passed = {name: number for name, number in vars(reading.passed).items() if number}
        self.outcome.unknown = reading.layout.unknown
        return self.outcome

    def _chunk(self, rows: list[Row]) -> None:
        fresh = self._not_again(rows)
        self._ask_days(fresh)
        for step in self.kind.steps:
            step(fresh, self._writing)
        self._find_by_key(fresh)
        new = [row for row in fresh if not row.problems and row.record is None]
        old = [row for row in fresh if not row.problems and row.record is not None]
        lines = self._record(new)
        for row in old:
            lines[id(row)] = self._change(row)
        for row in rows:
            if row.problems:
                lines[id(row)] = Line(row.number, What.REFUSED, why=tuple(row.problems), notes=tuple(row.notes))
            self.outcome.unusual += row.unusual
            if row.asks:
                self.outcome.asks.append({"row": row.number, **row.asks})
            self.outcome.add(lines.get(id(row)) or Line(row.number, What.SAME))
        self._keep_sources([row for row in fresh if not row.problems], lines)

    def _ask_days(self, rows: list[Row]) -> None:
        """A deciding day before the row's programme began, or one yet to come, is likelier a slip of the pen."""
        names = deciding_days(self.kind.model)
        with days_to_come_confirmed(()):
            for row in rows:
                for name, error in day_errors(done_days(self.kind.model), row.facts).items():
                    heading = _heading(self.kind, name)
                    if not any(problem.startswith(f"{heading}:") for problem in row.problems):
                        row.ask(heading, error.messages[0])
        for row in rows:
            programme: Any = row.facts.get("programme")
            for name in names if programme and not row.problems else ():
                day = row.facts.get(name)
                if day and fiscal_year_of(day) < programme.started_in:
                    began = fiscal_year_label(programme.started_in)
                    row.ask(
                        self.kind.column(name).heading, f"{format_date(day)}は、この事業が始まった{began}より前です。"
                    )

    def _not_again(self, rows: list[Row]) -> list[Row]:
        """The rows that did not come in before. A row whose record was taken out since is refused, not made anew."""
        label = self.kind.model._meta.label_lower
        with connection.cursor() as cursor:
            cursor.execute(_KNOWN, [[row.said for row in rows], label])
            known = {(said.hex, nth): key for said, nth, key in cursor.fetchall()}
        there = set(self.kind.model._default_manager.filter(pk__in=set(known.values())).values_list("pk", flat=True))
        fresh = []
        for row in rows:
            self._nth[row.said] += 1
            row.nth = self._nth[row.said]
            if row.problems or (row.said, row.nth) not in known:
                fresh.append(row)
            elif known[row.said, row.nth] not in there:
                row.refuse("", "以前に取り込んだ行です。その記録は、その後削除されています。")
        return fresh

    def _find_by_key(self, rows: list[Row]) -> None:
        """Rows whose key a record has already are about that record. Of two rows about one record the later is refused."""
        key = self.kind.key
        if not key:
            return
        usable = [row for row in rows if not row.problems and has_key(self.kind, row)]
        first = {getattr(row.facts[key[0]], "pk", row.facts[key[0]]) for row in usable}
        known: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
        said = {f"fact_{nth}": F(self.kind.paths.get(name, name)) for nth, name in enumerate(key)}
        found = self.kind.model._default_manager.annotate(**said)
        for record in found.filter(fact_0__in=first):
            known[tuple(plain(getattr(record, name)) for name in said)].append(record)
        for row in usable:
            own = tuple(plain(row.facts.get(name)) for name in key)
            number = self._rows_of_keys.setdefault(own, row.number)
            if number != row.number:
                row.refuse("", f"{number}行目と同じ記録の行です。1行にまとめてください。")
            elif len(known[own]) > 1:
                row.refuse("", f"当てはまる記録が{len(known[own])}件あり、1件に決められません。画面で直してください。")
            elif known[own]:
                row.record = row.record or known[own][0]

    def _record(self, rows: list[Row]) -> dict[int, Line]:
        """Write the rows that are about nothing known. What the rules refuse is a problem of its row."""
        many = self.kind.new_many or getattr(self.kind.new, "many", None)
        facts = [row.facts for row in rows]
        made = many(facts, by=self.by) if many and rows else [_attempt(self.kind.new, said, self.by) for said in facts]
        lines = {}
        for row, record in zip(rows, made, strict=True):
            if isinstance(record, ValidationError):
                self._refuse(row, record)
                continue
            row.key = record.pk if isinstance(record, models.Model) else record
            lines[id(row)] = Line(row.number, What.CREATED, self._said(row, record), notes=tuple(row.notes))
        self.outcome.also.update(str(one._meta.verbose_name) for row in rows for one in row.made)
        return lines

    def _said(self, row: Row, made: Any) -> str:
        """What the new record calls itself, for those rows that are listed."""
        if not self.outcome.lists(What.CREATED):
            return ""
        if isinstance(made, models.Model):
            return str(made)
        several = {many.name for many in self.kind.model._meta.many_to_many}
        own = _own(self.kind.model, row.facts)
        return str(self.kind.model(**{name: value for name, value in own.items() if name not in several}))

    def _change(self, row: Row) -> Line:
        """Put the record right that a row is about, where the row says something else. An empty cell says nothing."""
        model, record = self.kind.model, row.record
        said = _own(model, row.facts)
        now = state(record, list(said))
        facts = {name: value for name, value in said.items() if _plain(value) != now[name]}
        if not facts:
            return Line(row.number, What.SAME, str(record), notes=tuple(row.notes))
        if self.kind.change is None:
            row.refuse("", f"「{record}」はすでに登録されていて、内容が違います。画面で直してください。")
            return Line(row.number, What.REFUSED)
        changes = tuple(
            Change(_label(model, name), words_of(model, name, now[name]), words_of(model, name, _plain(value)))
            for name, value in facts.items()
        )
        done = _attempt(self.kind.change, facts, self.by, record)
        if isinstance(done, ValidationError):
            self._refuse(row, done)
        return Line(row.number, What.CHANGED, str(record), changes, tuple(row.notes))

    def _refuse(self, row: Row, error: ValidationError) -> None:
        """The reasons of the record's rules, each with the heading of its column. A day to come can be said to be right."""
        if not hasattr(error, "error_dict"):
            row.refuse("", "".join(error.messages))
            return
        for name, errors in error.error_dict.items():
            said = "".join(message for one in errors for message in one.messages)
            (row.ask if days_asked(ValidationError(errors)) else row.refuse)(_heading(self.kind, name), said)

    def _keep_sources(self, rows: list[Row], lines: dict[int, Line]) -> None:
        """Keep, for each row that came in, where its records came from."""
        label = self.kind.model._meta.label_lower
        with connection.cursor() as cursor, cursor.copy(_COPY_SOURCES) as copy:
            for row in rows:
                made = lines[id(row)].what is What.CREATED
                kept = [(label, row.key or row.record.pk, made), *((m._meta.label_lower, m.pk, True) for m in row.made)]
                for model, pk, new in kept:
                    copy.write_row((self.of.pk, row.number, row.said, row.nth, model, pk, new, False))


def has_key(kind: ImportKind, row: Row) -> bool:
    """Whether a row says its kind's key; of facts that a record may lack, such as company or person, it must say one."""
    optional = {name for name in kind.key if _may_lack(kind, name)}
    said = {name for name in kind.key if name in row.facts}
    return said >= set(kind.key) - optional and (not optional or bool(said & optional))


def _may_lack(kind: ImportKind, name: str) -> bool:
    """Whether a record may lack a fact, its own or that of another record that it leads to."""
    model: Any = kind.model
    *way, last = kind.paths.get(name, name).split("__")
    for step in way:
        model = model._meta.get_field(step).related_model
    return bool(getattr(model._meta.get_field(last), "null", False))


def _attempt(write: Callable[..., Any], facts: dict[str, Any], by: Any, *record: Any) -> Any:
    """What a verb makes of a row, or the ValidationError it refuses it with; nothing is half-written."""
    try:
        with transaction.atomic():
            return write(*record, by=by, **facts)
    except ValidationError as error:
        return error


def _plain(value: Any) -> Any:
    """A fact as it can be compared with what a record says; several records as their keys, several words as they stand."""
    if isinstance(value, list) and all(isinstance(one, models.Model) for one in value):
        return sorted(row.pk for row in value)
    return plain(value)


def _own(model: type[models.Model], facts: dict[str, Any]) -> dict[str, Any]:
    """The facts that a record itself says; others are what its verb does besides, for a new one."""
    names = {column.name for column in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    return {name: value for name, value in facts.items() if name in names}


def _heading(kind: ImportKind, name: str) -> str:
    """What a fact is called in the file, else on screen; nothing for one that the row's record does not have itself."""
    heading = next((c.heading for c in kind.columns if c.name.partition(".")[0] == name), "")
    own = {field.name for field in kind.model._meta.get_fields()}
    return heading or (_label(kind.model, name) if name in own else "")


def _label(model: type[models.Model], name: str) -> str:
    column: Any = model._meta.get_field(name)
    return str(column.verbose_name)
