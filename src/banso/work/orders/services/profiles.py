"""What a company can do, as told on a day: every refreshing is a new profile."""

from collections.abc import Iterable, Mapping
from typing import Any

from banso.core.trail import verb
from banso.core.writing import record
from banso.registers.models import Company, User

from ..models import Capability, Machine, Profile, ProfileTerm, Term
from .cards import refresh_cards

Rows = Iterable[Mapping[str, Any]]
COPIED = ("longest", "middle", "shortest", "tolerance", "lot_min", "lot_max", "lead_days")


@verb
def refresh_profile(
    company: Company,
    side: str,
    *,
    by: User | None,
    capabilities: Rows = (),
    machines: Rows = (),
    terms: Iterable[Term] = (),
    **facts: Any,
) -> Profile:
    """Write down a company's profile as told now; what was known before stays. Raises ValidationError with nothing written."""
    profile = record(Profile, {"company": company, "side": side, **facts})
    for capability in capabilities:
        record(Capability, {"profile": profile, **capability})
    for machine in machines:
        record(Machine, {"profile": profile, **machine})
    for term in terms:
        record(ProfileTerm, {"profile": profile, "term": term})
    refresh_cards([company.pk])
    return profile


@verb
def record_profile(
    *, company: Company, side: str, by: User | None, processes: Iterable[Term] = (), **facts: Any
) -> Profile:
    """A profile as a list tells it: the processes without their limits."""
    capabilities = [{"process": process} for process in dict.fromkeys(processes)]
    facts["terms"] = list(dict.fromkeys(facts.get("terms", ())))
    return refresh_profile(company, side, by=by, capabilities=capabilities, **facts)


def current_profile(company: Company, side: str) -> Profile | None:
    return Profile.objects.with_facts().filter(company=company, side=side).order_by("-told_on", "-pk").first()


def facts_of(profile: Profile) -> dict[str, Any]:
    """A profile's facts, as `refresh_profile` takes them."""
    return {
        "told_on": profile.told_on,
        "source": profile.source,
        "capacity": profile.capacity,
        "capacity_told_on": profile.capacity_told_on,
        "strengths": profile.strengths,
        "terms": [row.term for row in profile.terms.all()],
        "capabilities": [
            {"process": row.process, **{name: getattr(row, name) for name in COPIED}}
            for row in profile.capabilities.all()
        ],
        "machines": [{"name": m.name, "size": m.size, "number": m.number} for m in profile.machines.all()],
    }
