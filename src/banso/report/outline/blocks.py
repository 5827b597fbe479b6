"""Blocks written, put elsewhere and taken out, on screen: each is checked as a catalogue's files are."""

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from banso.core.errors import UserError
from banso.core.text import clean_texts
from banso.core.trail import verb
from banso.registers.models import User
from banso.report.models import OutlineSection

from .check import faults_of, scope_of
from .load_outline import as_data
from .naming import clashes
from .questions import Fault, Scope
from .schema import Block
from .source import in_japanese
from .standing import held, refuse_changed

Data = dict[str, Any]
PROSE = {"text", "bullets"}


class BlockError(UserError):
    """A block says what no block may: each fault with the path of its field within the block."""

    def __init__(self, place: int, faults: Sequence[Fault]) -> None:
        self.place, self.faults = place, list(faults)
        super().__init__(" ".join(f"{place + 1}番目の内容: {message}" for _, message in faults))


def has_prose(blocks: Sequence[Data]) -> bool:
    """Whether a section says something in words of its own, which another year may not be able to say again."""
    return any("text" in block or (block.get("bullets") or {}).get("items") for block in blocks)


def parsed(data: Data, section: OutlineSection, place: int = 0, scope: Scope | None = None) -> Block:
    """A block as its schema has it, for a section, and its scope where that is known. Raises BlockError with every fault."""
    try:
        block = Block.model_validate(data)
    except ValidationError as error:
        raise BlockError(place, [(tuple(fault["loc"]), in_japanese(fault)) for fault in error.errors()]) from error
    faults = [(where[1:], message) for where, message in faults_of([block], scope or _scope(section))]
    if faults:
        raise BlockError(place, faults)
    return block


def check_blocks(blocks: Sequence[Data], section: OutlineSection) -> list[Block]:
    """All blocks of a section. Raises BlockError for the first that has faults."""
    scope = _scope(section)
    return [parsed(data, section, place, scope) for place, data in enumerate(blocks)]


def _scope(section: OutlineSection) -> Scope:
    return scope_of(section.outline.fiscal_year, section.programme.code if section.programme else "")


@verb
def write_blocks(section: OutlineSection, blocks: Sequence[Data], *, by: User | None) -> OutlineSection:
    """Give a section all of its blocks at once. Raises UserError, with nothing changed, as `write_block` does."""
    held(section.outline)
    return _saved(section, [as_data(block) for block in check_blocks(clean_texts(list(blocks)), section)])


@verb
def write_block(
    section: OutlineSection, place: int, data: Data, *, new: bool = False, opened: int | None = None, by: User | None
) -> OutlineSection:
    """Write the block at a place of a section anew, or put a `new` one there.

    Raises UserError with nothing changed: BlockError with the faults of its fields, ChangedError where others changed the section
    since it was opened, and for names of figures that stand twice, places there are none, and closed years.
    """
    section = _current(section, opened)
    block = as_data(parsed(clean_texts(data), section, place))
    blocks = list(section.blocks)
    if new:
        blocks.insert(min(place, len(blocks)), block)
    else:
        _refuse_no_place(blocks, place)
        blocks[place] = block
    if "text" in block and sum(bool(PROSE & one.keys()) for one in blocks) == 1:
        section.unread = False  # all of its prose has just been written
    return _saved(section, blocks)


@verb
def move_block(
    section: OutlineSection, place: int, down: bool, *, opened: int | None = None, by: User | None
) -> OutlineSection:
    """Have a block change places with its neighbour. Raises UserError where there is none, and as all writes do."""
    section = _current(section, opened)
    blocks, other = list(section.blocks), place + (1 if down else -1)
    _refuse_no_place(blocks, place)
    if not 0 <= other < len(blocks):
        raise UserError(f"これより{'下' if down else '上'}へは動かせません。")
    blocks[place], blocks[other] = blocks[other], blocks[place]
    return _saved(section, blocks)


@verb
def remove_block(section: OutlineSection, place: int, *, opened: int | None = None, by: User | None) -> OutlineSection:
    """Take a block out of a section. Raises UserError as all writes do."""
    section = _current(section, opened)
    blocks = list(section.blocks)
    _refuse_no_place(blocks, place)
    del blocks[place]
    return _saved(section, blocks)


def _current(section: OutlineSection, opened: int | None) -> OutlineSection:
    """The section as it stands, its outline held."""
    held(section.outline)
    refuse_changed(section, opened)
    section.refresh_from_db(fields=["blocks", "unread"])
    return section


def _refuse_no_place(blocks: Sequence[Data], place: int) -> None:
    if not 0 <= place < len(blocks):
        raise UserError("この内容は、ほかの人が除いたか動かしました。節を開き直してください。")


def _saved(section: OutlineSection, blocks: list[Data]) -> OutlineSection:
    section.blocks = blocks
    section.save()
    for _, message in clashes(section.outline):
        raise UserError(message)
    return section
