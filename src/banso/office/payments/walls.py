"""Payments of a programme that is walled once there are some.

A request follows its case by itself. A file for the bank that was made in the open is hidden with what it holds (`banso_shut_files`), so
it may not wait for anything; and what a person is paid in a year is counted apart on each side of the wall.
"""

from collections import Counter

from django.db.models import Q
from django.utils.timezone import localdate

from banso.registers.models import Programme
from banso.registers.walling import follows, hinders, tells

from .arithmetic import slip_needed
from .choices import PayeeKind, SlipState, State
from .models import Batch, Order, Slip

LEFT_OUT = (State.WITHDRAWN, State.FAILED)
COUNTED = (SlipState.NOT_NEEDED, SlipState.NEEDED)


@hinders
def files_still_at_work(programme: Programme) -> list[str]:
    """Files made in the open of which a result, or the tax withheld, is still waited for: whoever waits would see them no more."""
    made = Batch.objects.filter(programme=None, entries__order__case__programme=programme)
    waits = Q(tax_due_on__gte=localdate(), withheld__gt=0)
    at_bank = Batch.objects.filter(entries__order__progress__state=State.SENT).values("pk")
    return [
        f"{batch}は、この事業の支払も入っていて、まだ結果の登録か源泉所得税の納付を待っています。"
        "守秘になると部署の外の人には見えなくなるので、先に済ませてください。"
        for batch in made.filter(waits | Q(pk__in=at_bank)).distinct()
    ]


@tells
def requests_to_come(programme: Programme) -> list[str]:
    waiting = Order.objects.filter(case__programme=programme).exclude(
        progress__state__in=(*LEFT_OUT, State.SENT, State.PAID)
    )
    number = waiting.count()
    return (
        [f"まだ銀行に出していない支払依頼{number}件は、「{programme.walled_to}」の職員だけが扱います。"]
        if number
        else []
    )


@follows
def totals_of_a_year(programme: Programme) -> None:
    """Count what each person is paid in a year on the side of the wall where the payments now are."""
    if programme.walled_to_id is None:
        for slip in Slip.objects.select_for_update().filter(programme=programme):
            _into_the_open(slip)
        return
    for (payee, year), total in _totals(programme).items():
        _behind_the_wall(programme, payee, year, total)


def _totals(programme: Programme) -> Counter[tuple[int, int]]:
    """What counts of a programme's payments, by payee and year."""
    found: Counter[tuple[int, int]] = Counter()
    paid = Order.objects.filter(case__programme=programme, payee__kind=PayeeKind.INDIVIDUAL, base__gt=0)
    for payee, day, base in paid.exclude(progress__state__in=LEFT_OUT).values_list("payee", "progress__on", "base"):
        found[payee, day.year] += base
    return found


def _behind_the_wall(programme: Programme, payee: int, year: int, total: int) -> None:
    """The row that counted them goes behind the wall with its history, which tells of them; what is left begins a row of its own."""
    open_one = Slip.objects.select_for_update().filter(payee=payee, year=year, programme=None).first()
    if open_one is None or Slip.objects.filter(payee=payee, year=year, programme=programme).exists():
        return
    left, state = open_one.total - total, open_one.state
    open_one.programme = programme
    _keep(open_one, total)
    if left > 0:
        _keep(Slip(payee_id=payee, year=year, state=state), left)


def _into_the_open(slip: Slip) -> None:
    open_one = Slip.objects.select_for_update().filter(payee=slip.payee_id, year=slip.year, programme=None).first()
    if open_one is None:
        slip.programme = None
        slip.save()
    else:
        _keep(open_one, open_one.total + slip.total)
        slip.delete()


def _keep(slip: Slip, total: int) -> None:
    slip.total = total
    if slip.state in COUNTED:
        slip.state = SlipState.NEEDED if slip_needed(total) else SlipState.NOT_NEEDED
    slip.save()
