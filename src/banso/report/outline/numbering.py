"""Numbers that follow a section's place: each the next of its neighbours' marks, under the number of what stands above it."""

from collections.abc import Sequence

from banso.report.models import OutlineSection

from .marks import Style, plain, style_of, usual_style


def renumber(sections: Sequence[OutlineSection]) -> None:
    """Give those sections of an outline that follow their place their mark and number. Fixed ones stay as they are, and are passed over."""
    parents = above(sections)
    styles = _styles(sections, parents)
    last: dict[tuple[int | None, int], int] = {}
    for place, section in enumerate(sections):
        group = (parents[place], section.level)
        style = styles[group]
        if section.by_place:
            taken = {s.mark for at, s in enumerate(sections) if not s.by_place and (parents[at], s.level) == group}
            counter = last.get(group, -1) + 1
            while style.mark(counter) in taken:
                counter += 1
            section.mark = style.mark(counter)
            section.number = _number(sections, parents, place)
        counted = style.place(section.mark)
        if counted is not None:
            last[group] = counted


def above(sections: Sequence[OutlineSection]) -> list[int | None]:
    """The place of the section that each stands under; None for those at the top."""
    found: list[int | None] = []
    open_: list[int] = []
    for place, section in enumerate(sections):
        while open_ and sections[open_[-1]].level >= section.level:
            open_.pop()
        found.append(open_[-1] if open_ else None)
        open_.append(place)
    return found


def _styles(sections: Sequence[OutlineSection], parents: list[int | None]) -> dict[tuple[int | None, int], Style]:
    """The style of each run of neighbours: their own, that of the same level elsewhere, or the usual one."""
    of_level: dict[int, Style] = {}
    of_group: dict[tuple[int | None, int], Style] = {}
    for by_place in (False, True):  # what was fixed by hand leads
        for place, section in enumerate(sections):
            style = style_of(section.mark) if section.by_place is by_place else None
            if style is not None:
                of_level.setdefault(section.level, style)
                of_group.setdefault((parents[place], section.level), style)
    groups = {(parents[place], section.level) for place, section in enumerate(sections)}
    return {group: of_group.get(group) or of_level.get(group[1]) or usual_style(group[1]) for group in groups}


def _number(sections: Sequence[OutlineSection], parents: list[int | None], place: int) -> str:
    own = plain(sections[place].mark)
    before = _told_by_a_neighbour(sections, parents, place)
    if before is None:
        before = _number_above(sections, parents, parents[place])
    return (f"{before}-{own}" if before else own)[:40]


def _told_by_a_neighbour(sections: Sequence[OutlineSection], parents: list[int | None], place: int) -> str | None:
    """What stands before the own mark in the number of a fixed neighbour; None if none has a number that ends in its mark."""
    level = sections[place].level
    for at, one in enumerate(sections):
        same = parents[at] == parents[place] and one.level == level
        if same and not one.by_place and one.mark and one.number.endswith(plain(one.mark)):
            return one.number[: -len(plain(one.mark))].rstrip("-")
    return None


def _number_above(sections: Sequence[OutlineSection], parents: list[int | None], place: int | None) -> str:
    """The number that those below a section begin with: its own, or the marks that lead to it."""
    if place is None:
        return ""
    section = sections[place]
    if section.number:
        return section.number
    before = _number_above(sections, parents, parents[place])
    return "-".join(part for part in (before, plain(section.mark)) if part)
