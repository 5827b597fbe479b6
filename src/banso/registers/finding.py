"""Finding a company as it is typed: by name, former name, reading, telephone or 法人番号, in any width, kana or kanji form."""

from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, Value, When

from banso.core.spelling import number_key
from banso.core.text import fold, fold_kana

from .models import Company, CompanyName
from .naming import name_key, split_legal_form

FEWEST_DIGITS = 4  # fewer would find half the register by telephone
NOT_DIGITS = "-()‐－ー（）+ 　"
_PHONE = Func(F("phone"), Value("０１２３４５６７８９" + NOT_DIGITS), Value("0123456789"), function="translate")


def find_companies(typed: str, most: int) -> QuerySet[Company]:
    """The companies meant by what was typed, the exact ones first; each word must be found. One query.

    A company that was merged into another is found as that one.
    """
    proper, _ = split_legal_form(typed)
    words = [word for word in proper.split() if fold(word)]
    found = Company.objects.filter(merged_into=None).alias(phone_digits=_PHONE).select_related("municipality")
    for word in words:
        matches = _matches(word)
        taken_in = Company.objects.filter(merged_into__isnull=False).alias(phone_digits=_PHONE).filter(matches)
        found = found.filter(matches | Q(pk__in=taken_in.values("merged_into")))
    if not words:
        return found.none()
    return found.annotate(distance=_distance(proper)).order_by("distance", "kana_key", "pk")[:most]


def _matches(word: str) -> Q:
    former = CompanyName.objects.filter(name_key__contains=fold(word)).values("company_id")
    matches = Q(name_key__contains=fold(word)) | Q(pk__in=former)
    if fold_kana(word):
        matches |= Q(kana_key__contains=fold_kana(word))
    number = _number(word)
    if number:
        matches |= Q(corporate_number__startswith=number) | Q(phone_digits__contains=number)
    return matches


def _number(word: str) -> str:
    """The digits of a telephone or 法人番号; '' for anything else."""
    number = number_key(word)
    return number if len(number) >= FEWEST_DIGITS else ""


def _distance(proper: str) -> Case:
    """0 for the whole number, name or reading, 1 for its beginning, 2 for a part."""
    number = _number("".join(proper.split()))
    name, reading = name_key(proper), fold_kana(proper)
    exact = Q(name_key=name) | Q(kana_key=reading) | Q(corporate_number=number)
    begins = Q(name_key__startswith=name) | (Q(kana_key__startswith=reading) if reading else Q(pk=None))
    return Case(When(exact, then=Value(0)), When(begins, then=Value(1)), default=Value(2), output_field=IntegerField())
