"""The place a document belongs to, and what a unit's name says in full there: 市财政局 → 广州市财政局, 440100."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from govtext.patterns import pattern
from govtext.units.divisions import Division, ancestors, find_places, named
from govtext.units.lists import HAN
from govtext.units.organs import Level, is_department, official_stem


class Qualified(Struct, frozen=True):
    """What a name says in full: with its place, by the official name of its year, and the place's code."""

    name: str | None = None
    official: str | None = None
    code: str | None = None


_KIND = {
    "省": "province",
    "市": "prefecture",
    "州": "prefecture",
    "盟": "prefecture",
    "县": "county",
    "区": "county",
    "旗": "county",
}
_PARTY = pattern("(?:中共)?(?P<level>[省市县区州盟旗])委")
_TOWN = pattern(f"[{HAN}]{{1,10}}(?:镇|乡|街道|街道办事处|[镇乡](?:人民)?政府)(?:[{HAN}]{{2,12}})?$")
_ZONE = pattern(
    f"[{HAN}—·]{{0,12}}(?:开发区|高新区|经开区|新区|新城|园区|示范区|景区|名胜区|经济区|[{HAN}]区)(?:管委会|管理委员会)?$"
)
_VILLAGE = pattern("(?:村|社区)(?:[村居]?委会|[村居]民委员会)?$")
_TOWN_OF = pattern(f"(?:人民政府)?(?P<town>[{HAN}]{{1,5}}(?:镇|乡|街道))(?:人民政府|办事处|党委|党工委|党政|委员会|$)")
_BRACKET = pattern(r"[（(][^（()）]*[)）]$")
_FIRM = pattern(
    r"公司|[中心]支行$|第[一二三四五六七八九〇零]{3}医院$|集团|[厂矿场店]$|酒店|宾馆|银行|大学|学院|供电局|电站|研究所|代表队"
)
_PUBLIC = pattern("[中小]学$|学校$|幼儿园$|(?:[初高]|第?[一二三四五六七八九十]{1,3})中$|医院$|卫生院$|保健院$")
"""Schools and hospitals of the place whose bulletin lists them."""
_WHOLE_NAME = pattern("公司$|集团$|[分支]行$|大学$|学院$|^国家|^中国")
"""Firms and the like, whose own name is their whole name."""
_PLACE_INSIDE = pattern(f"[{HAN}]{{2,}}[省市县区旗州]|^中国|^国家")


class Home(Struct, frozen=True):
    """A document's own place in the document's year; `division` None: it belongs to the whole country or to no known place."""

    division: Division | None = None
    year: int | None = None
    vocabulary: str = "mainland"
    town: str | None = None
    """The town or street below `division` whose bulletin it is."""

    def qualify(self, name: str) -> Qualified:
        """Full name of a unit; an empty answer where the name says nothing about its place."""
        bare = _BRACKET.sub("", name)
        if (self_governed := re.match("自治[区州县旗](?=.{2})", bare)) and (place := self._ending(self_governed[0])):
            return Qualified(place.name + name[3:], self._official(place, name[3:]), place.code)
        level = re.match(r"[省市县区州盟旗](?![县区])", bare)
        if level and not re.match(r"市[中南北郊]区|州市", bare):
            return self._of_level(level[0], name)
        if bare.startswith("团") and (match := re.match("团(?P<level>[省市县区州])委", bare)):
            place = self._at(match["level"])
            return Qualified(f"共青团{place.name}委" if place else None, None, place.code if place else None)
        if self.town and self.division and _VILLAGE.search(bare) and not bare.startswith(self.town):
            return Qualified(self._full(self.division) + self.town + name, None, self.division.code)
        if found := self._own_place(bare):
            return self._of_place(found, name)
        if _FIRM.search(bare) and not bare.endswith(("社区", "村", "街道")):
            return Qualified(name if _PLACE_INSIDE.search(bare) or _WHOLE_NAME.search(bare) else None)
        if self.division is not None and (self._is_local(bare) or _PUBLIC.search(bare)):
            return Qualified(self._prefix(self.division, bare) + name, None, self.division.code)
        return Qualified()

    def _of_level(self, level: str, name: str) -> Qualified:
        place = self._at(level)
        if place is None:
            return Qualified()
        rest = name[1:]
        said = name if len(place.name) == 2 and rest.startswith("委") else rest  # 洋县县委, not 洋县委
        return Qualified(self._full(place) + said, self._official(place, rest), place.code)

    def _full(self, place: Division) -> str:
        """Name of a place, a district's with its city: several cities have a 铁西区."""
        if place.level == "county" and place.name.endswith("区") and self.vocabulary != "taiwan":
            city = next((above for above in ancestors(place, self.year) if above.level == "prefecture"), None)
            city = city or next((above for above in ancestors(place, self.year) if above.name.endswith("市")), None)
            return (city.name if city else "") + place.name
        return place.name

    def _ending(self, end: str) -> Division | None:
        """The document's own place, or one above it, that is called so: 自治区."""
        if self.division is None:
            return None
        chain = (self.division, *ancestors(self.division, self.year))
        return next((place for place in chain if place.name.endswith(end)), None)

    def _at(self, level: str) -> Division | None:
        """The place of this level that the document means by 市, 县, …: its own, or the one above it."""
        if self.division is None:
            return None
        chain = (self.division, *ancestors(self.division, self.year))
        for place in chain:
            if place.name.endswith(level) or (
                level == "省" and place.level == "province" and not place.name.endswith("市")
            ):
                return place
        kind = _KIND[level]
        return next((place for place in chain if place.level == kind), None)

    def _own_place(self, name: str) -> tuple[Division, int] | None:
        """The place with which a name begins, and the length of its print."""
        mentions = find_places(name, self.year, self.division.code if self.division else None)
        first = next((m for m in mentions if m.span.start == 0), None)
        town = None
        if first is not None:  # 余杭镇 of 余杭区, 云南驿镇
            length = first.span.end
            short = name[:length] != first.division.name
            town = re.match(f"[{HAN}]{{0,2}}(?:镇|乡|街道)(?!企业)" if short else "(?:镇|乡|街道)$", name[length:])
        if first is not None and town is None and self._is_near(first.division):
            return first.division, first.span.end
        prefix = re.match(f"[{HAN}]{{2,8}}?(?:自治[县州旗]|[省市县区旗州盟])", name)
        if prefix and self.division is not None:
            spoken = re.sub("自治[县州旗]$", "", prefix[0])
            for division in (*named(prefix[0], self.year), *(named(spoken, self.year) if spoken != prefix[0] else ())):
                if self.division in ancestors(division, self.year) or division == self.division:
                    return division, prefix.end()
        return None

    def _is_near(self, division: Division) -> bool:
        """Whether a place can be meant: in a document of Taiwan 复兴区 is none of the mainland's."""
        return self.vocabulary != "taiwan" or (division.code or division.parent or "").startswith("71")

    def _of_place(self, found: tuple[Division, int], name: str) -> Qualified:
        place, length = found
        bare = _BRACKET.sub("", name)
        if _FIRM.search(bare) and not re.search(r"处理厂$", bare):
            return Qualified(name, None, place.code)
        rest = name[length:]
        official = self._official(place, rest) if rest else None
        above = ancestors(place, self.year)
        if self.division is not None and self.division in above and self.division.level != "province":
            return Qualified(self._prefix(self.division, name) + name, official, place.code)
        if self.division is not None and self.division in above and not name.startswith(self.division.name):
            if place.level == "county":  # 长沙市岳麓区, 宁乡县
                whole = self._full(place) + rest if name.startswith(place.name) else name
                return Qualified(whole, official, place.code)
            return Qualified(self.division.name + name, official, place.code)
        return Qualified(name, official, place.code)

    def _prefix(self, place: Division, name: str) -> str:
        if (
            self.vocabulary == "taiwan"
            and not name.startswith(place.name)
            and re.search(r"[局处会]$", name)
            and not re.search("区公所", name)
            and not (name.endswith("局") and place.name.endswith("县"))  # 嘉义县消防局, but 嘉义县政府教育处
        ):
            return place.name + "政府"
        if re.match(
            f"{place.short_name}(?:(?:镇|乡|街道)(?!企业)|市公所)", name
        ):  # 余杭镇 of 余杭区, 苗栗市公所 of 苗栗县
            return self._full(place)
        return "" if name.startswith((place.name, place.short_name)) else self._full(place)

    def _is_local(self, name: str) -> bool:
        if self.vocabulary == "taiwan" and re.search("(?:[局处室会所]|中心)$", name):
            return True
        return bool(_TOWN.match(name) or _ZONE.match(name) or is_department(name) or name.endswith("公所"))

    def _official(self, place: Division, rest: str) -> str | None:
        bare = _BRACKET.sub("", rest)
        level: Level = place.level
        stem = official_stem(bare, level, self.year, place.name)
        return None if stem is None else place.name + stem


def home_of(names: Iterable[str], year: int | None, vocabulary: str = "mainland") -> Home:
    """The place that the first of `names` (issuers, then the title) tells of."""
    for name in names:
        mentions = find_places(name, year)
        if mentions:
            lowest = max(mentions[:1], key=lambda m: m.span.end)
            town = _TOWN_OF.match(name, lowest.span.end)
            return Home(lowest.division, year, vocabulary, town["town"] if town else None)
    return Home(None, year, vocabulary)


@cache
def no_home() -> Home:
    """The home of a document that tells of none."""
    return Home()
