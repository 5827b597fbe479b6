"""Invented people and companies. No name here is anyone's: they are drawn from lists of common parts."""

from collections.abc import Sequence

from banso.registers.corporate_number import check_digit
from banso.registers.models import Company, Industry, Municipality, Person
from banso.registers.models.companies import CompanySize

from .chance import Chance

SURNAMES = (
    "青山 アオヤマ,赤石 アカイシ,秋元 アキモト,浅利 アサリ,安藤 アンドウ,池田 イケダ,石岡 イシオカ,一戸 イチノヘ,今 コン,岩渕 イワブチ,"
    "宇野 ウノ,大平 オオヒラ,大湯 オオユ,小笠原 オガサワラ,奥田 オクダ,小野寺 オノデラ,葛西 カサイ,金沢 カナザワ,川村 カワムラ,木村 キムラ,"
    "工藤 クドウ,熊谷 クマガイ,小山 コヤマ,齊藤 サイトウ,櫻田 サクラダ,佐々木 ササキ,沢田 サワダ,下山 シモヤマ,白取 シラトリ,杉山 スギヤマ,"
    "髙橋 タカハシ,田澤 タザワ,棟方 ムナカタ,千葉 チバ,對馬 ツシマ,角田 ツノダ,寺田 テラダ,外崎 トノサキ,中村 ナカムラ,長尾 ナガオ,"
    "成田 ナリタ,西村 ニシムラ,野呂 ノロ,長谷川 ハセガワ,畑山 ハタケヤマ,花田 ハナダ,福士 フクシ,藤田 フジタ,古川 フルカワ,町田 マチダ,"
    "三浦 ミウラ,水木 ミズキ,宮本 ミヤモト,村上 ムラカミ,柳谷 ヤナギヤ,山内 ヤマウチ,山﨑 ヤマザキ,横山 ヨコヤマ,吉田 ヨシダ,若佐谷 ワカサヤ"
)
GIVEN = (
    "明 アキラ,彩 アヤ,一樹 カズキ,和子 カズコ,健 ケン,健一 ケンイチ,浩二 コウジ,早苗 サナエ,聡 サトシ,茂 シゲル,翔太 ショウタ,誠 マコト,"
    "大輔 ダイスケ,隆 タカシ,千尋 チヒロ,哲也 テツヤ,直樹 ナオキ,奈々 ナナ,英樹 ヒデキ,ひろみ ヒロミ,真由美 マユミ,美咲 ミサキ,恵 メグミ,"
    "康夫 ヤスオ,裕子 ユウコ,優 ユウ,由美 ユミ,洋平 ヨウヘイ,亮 リョウ,若菜 ワカナ"
)
FIRST = (
    "みちのく ミチノク,津軽 ツガル,南部 ナンブ,八甲田 ハッコウダ,岩木 イワキ,北陽 ホクヨウ,東雲 シノノメ,白神 シラカミ,陸奥 ムツ,奥入瀬 オイラセ,"
    "丸三 マルサン,山一 ヤマイチ,大光 ダイコウ,共栄 キョウエイ,新栄 シンエイ,三協 サンキョウ,北斗 ホクト,朝日 アサヒ,若葉 ワカバ,藤屋 フジヤ,"
    "松本 マツモト,坂本 サカモト,浜田 ハマダ,沼田 ヌマタ,森山 モリヤマ,谷川 タニガワ,平野 ヒラノ,城下 シロシタ,港 ミナト,銀杏 イチョウ"
)
SECOND = {
    "09": "食品 ショクヒン,水産 スイサン,製菓 セイカ,農産加工 ノウサンカコウ",
    "10": "酒造 シュゾウ,製茶 セイチャ",
    "11": "縫製 ホウセイ,ニット ニット,繊維 センイ",
    "12": "木材 モクザイ,製材 セイザイ",
    "21": "窯業 ヨウギョウ,石材 セキザイ",
    "24": "金属 キンゾク,鉄工所 テッコウジョ,板金 バンキン",
    "26": "機械 キカイ,精機 セイキ,精工 セイコウ",
    "28": "電子 デンシ,デバイス デバイス",
    "29": "電機 デンキ,電装 デンソウ",
    "06": "建設 ケンセツ,工務店 コウムテン",
    "08": "設備 セツビ,電気工事 デンキコウジ",
    "39": "システム システム,情報 ジョウホウ",
    "44": "運輸 ウンユ,物流 ブツリュウ",
    "52": "卸商事 オロシショウジ,水産卸 スイサンオロシ",
    "55": "商会 ショウカイ,物産 ブッサン",
    "58": "青果 セイカ,商店 ショウテン",
    "60": "薬局 ヤッキョク,家具 カグ",
    "75": "旅館 リョカン,ホテル ホテル",
    "76": "食堂 ショクドウ,キッチン キッチン,茶屋 チャヤ",
    "78": "クリーニング クリーニング,理美容 リビヨウ",
    "80": "スポーツ スポーツ,レジャー レジャー",
    "85": "福祉 フクシ,ケア ケア",
    "92": "サービス サービス,ビル管理 ビルカンリ",
    "01": "農園 ノウエン,ファーム ファーム",
}
MOST_IN_A_SMALL_FIRM = 20
FORMS = ["株式会社"] * 6 + ["有限会社"] * 4 + ["合同会社"] * 2
ELSEWHERE = ["東京都", "神奈川県", "埼玉県", "千葉県", "宮城県", "茨城県", "群馬県", "栃木県", "愛知県", "新潟県"]


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(word, kana) for word, kana in (part.split(" ") for part in text.split(","))]


class People:
    """Makes people and companies, each name once."""

    def __init__(self, chance: Chance, home: str) -> None:
        self.chance = chance
        self.home = home
        self.towns = list(Municipality.objects.filter(prefecture=home).exclude(name=""))
        self.industries = {industry.code: industry for industry in Industry.objects.all()}
        self._names: set[str] = set(Company.objects.values_list("name", flat=True))
        self._number = Company.objects.count()

    def person_name(self) -> tuple[str, str]:
        (surname, surname_kana), (given, given_kana) = (
            self.chance.choice(_pairs(SURNAMES)),
            self.chance.choice(_pairs(GIVEN)),
        )
        return f"{surname} {given}", f"{surname_kana} {given_kana}"

    def people(self, number: int, companies: Sequence[Company | None] = ()) -> list[Person]:
        """So many people, each with the company at the same place in the list, if there is one."""
        made = []
        for position in range(number):
            name, kana = self.person_name()
            company = companies[position] if position < len(companies) else None
            made.append(Person(name=name, kana=kana, company=company))
        return Person.objects.bulk_create(made)

    def companies(self, number: int, prefecture: str | None = None, industries: Sequence[str] = ()) -> list[Company]:
        """So many new companies of a prefecture (the centre's own unless told), of the given industries or any."""
        codes = list(industries) or list(SECOND)
        made = [self._company(prefecture or self.home, self.chance.choice(codes)) for _ in range(number)]
        return Company.objects.bulk_create(made, batch_size=500)

    def _company(self, prefecture: str, industry: str) -> Company:
        name, kana = self._company_name(industry)
        town = self.chance.choice(self.towns) if prefecture == self.home else None
        self._number += 1
        twelve = f"{990000000000 + self._number:012d}"
        made = Company(
            name=name,
            kana=kana,
            corporate_number=f"{check_digit(twelve)}{twelve}",
            industry=self.industries[industry],
            prefecture=prefecture,
            municipality=town,
            address=self._address(town),
            phone=f"017-{self.chance.randint(700, 799)}-{self.chance.randint(1000, 9999)}",
            employees=self.chance.choice([2, 3, 5, 8, 12, 18, 25, 40, 65, 120]),
            capital=self.chance.choice([1, 3, 5, 10, 20, 30, 50]) * 1_000_000,
        )
        made.size = CompanySize.SMALL if (made.employees or 0) <= MOST_IN_A_SMALL_FIRM else CompanySize.MEDIUM
        return made

    def _address(self, town: Municipality | None) -> str:
        street = self.chance.choice(["本町", "新町", "中央", "栄町", "桜川"])
        block, lot, house = self.chance.randint(1, 5), self.chance.randint(1, 30), self.chance.randint(1, 20)
        return f"{town.name if town else ''}{street}{block}丁目{lot}番{house}号"

    def _company_name(self, industry: str) -> tuple[str, str]:
        while True:
            (first, first_kana) = self.chance.choice(_pairs(FIRST) + _pairs(SURNAMES))
            (second, second_kana) = self.chance.choice(_pairs(SECOND.get(industry, SECOND["92"])))
            form = self.chance.choice(FORMS)
            town = self.chance.choice(
                ["", "", "青森", "八戸", "弘前", "十和田", "三沢", "五所川原", "むつ", "黒石", "平川"]
            )
            stem = f"{town}{first}{second}"
            name = f"{form}{stem}" if self.chance.random() < 0.7 else f"{stem}{form}"
            if name not in self._names:
                self._names.add(name)
                return name, f"{first_kana}{second_kana}"
