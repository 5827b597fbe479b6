"""All names of a block compared at once say the same as each two compared alone."""

import random
from itertools import combinations

from banso.registers.matching.compare import may_be_near
from banso.registers.matching.near import near_pairs

SIGNS = "山川田中工業所総合研究社電機ab1"


def test_the_same_as_pair_by_pair() -> None:
    """Near spellings, beginnings, abbreviations, an empty key: the same pairs, each once, the earlier place first."""
    chance = random.Random(5)
    names = ["", "総研工業", "総合研究工業", "山", "山田電機工業所中川"]
    names += ["".join(chance.choice(SIGNS) for _ in range(chance.randint(1, 9))) for _ in range(150)]
    names += [name + chance.choice(SIGNS) for name in names[5:40]]
    first, second = near_pairs(names)
    found = list(zip(first.tolist(), second.tolist(), strict=True))
    expected = {(i, j) for i, j in combinations(range(len(names)), 2) if may_be_near(names[i], names[j])}
    assert set(found) == expected and len(found) == len(expected) > 150
