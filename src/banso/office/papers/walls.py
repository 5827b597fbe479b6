"""Letters of a programme that is walled: a round under way has taken its numbers from the house's series."""

from banso.registers.models import Programme
from banso.registers.walling import hinders

from .choices import RoundState
from .models import Round


@hinders
def rounds_under_way(programme: Programme) -> list[str]:
    under_way = Round.objects.filter(programme=programme, state__in=(RoundState.WAITING, RoundState.RUNNING))
    return [f"「{one}」がまだ終わっていません。発行し終えてから読み込んでください。" for one in under_way]
