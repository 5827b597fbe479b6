"""What suppliers can do comes in from the centre's old list of them, in the trade's own words."""

from banso.intake.outcome import What
from banso.work.orders.models import Profile, Term
from conftest import TinyWorld, bring

PROFILES = """企業名,区分,聞取日,対応工程,材料・認証,保有設備,空き状況,空き状況を聞いた日,得意な加工
㈱青い森,受注,R6.4.1,"NC旋盤、マシニング",,"立形マシニングセンタ 2台、5軸加工機",余裕あり,R6.4.1,小物
㈱みなと,受注,R6.4.1,ない工程,,,,,
"""


def test_a_suppliers_list(world: TinyWorld) -> None:
    """Words by any name they go by, machines with their number; an unknown word is refused; the same list again adds nothing."""
    outcome = bring("order-profiles", PROFILES)
    assert outcome.counts == {What.CREATED: 1, What.REFUSED: 1}
    assert "ない工程" in outcome.shown[What.REFUSED][0].why[0]
    profile = Profile.objects.get()
    assert [str(one) for one in profile.capabilities.all()] == ["旋盤加工", "マシニング加工"]
    assert [(one.name, one.number) for one in profile.machines.all()] == [("立形マシニングセンタ", 2), ("5軸加工機", 1)]
    assert bring("order-profiles", PROFILES).counts == {What.SAME: 1, What.REFUSED: 1}


def test_the_trades_words(world: TinyWorld) -> None:
    """Other names of a word are a list of their own: put right and left alone as it stands."""
    text = "種類,コード,分類,名称,別の言い方\n工程,honing,切削,ホーニング加工,ホーニング、HN\n"
    assert bring("order-terms", text).counts == {What.CREATED: 1}
    assert Term.objects.get(code="honing").synonyms == ["ホーニング", "HN"]
    assert bring("order-terms", text + "\n").counts == {What.SAME: 1}
    assert bring("order-terms", text.replace("、HN", "")).counts == {What.CHANGED: 1}
