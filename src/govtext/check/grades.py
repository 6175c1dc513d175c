"""Checks of grades and rankings: stated counts against names, classes against totals, places in sequence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from govtext.check.model import Facts, equal, outcome
from govtext.facts.grades.model import MAX_CHECKED, Count, GradeWork, Total, compatible, letters
from govtext.facts.grades.schemes import Scheme, kind_of
from govtext.facts.grades.sizes import units_only
from govtext.patterns import pattern
from govtext.record import Check, Ranking, Verdict
from govtext.text import Span

# --- counts against names


def listed_names(facts: Facts) -> Iterator[Check]:
    """A stated count against the names that the same place lists: 良好（10个）：甲局、乙局…."""
    if facts.work is None:
        return
    for count in facts.work.found.counts:
        if count.names is None or count.stated == 0:
            continue
        where = f"{count.category or ''}{count.grade}"
        evidence = facts.ids(count.grade, count.category)
        if count.open:
            message = (
                f"{where}：写明{count.stated}个，只列出{count.names}个（等），无法核对"
                f" / {count.stated} stated, {count.names} of them listed; not assessable"
            )
            yield outcome("count", "not_assessable", count.stated, count.names, message, evidence)
            continue
        verdict = equal(count.stated, count.names)
        if verdict == "fail" and count.names == 1:  # one name of many: a list that was not read whole is likelier
            verdict = "uncertain"
        relation = "相符" if verdict == "pass" else "不符"
        message = f"{where}：写明{count.stated}个，列出{count.names}个，{relation} / stated {count.stated}, listed {count.names}"
        yield outcome("count", verdict, count.stated, count.names, message, evidence)


def counts_and_rows(facts: Facts) -> Iterator[Check]:
    """A count in one place against the units that other places list: prose against annex or table."""
    if facts.work is None:
        return
    work = facts.work
    for count in work.counts[:MAX_CHECKED]:
        if count.stated == 0:
            continue
        rows = [
            row for (grade, name), row in work.rows.items() if grade == count.grade and _of_class(name, count, work)
        ]
        named = sum(number for number, _ in rows)
        if count.category is None and (_by_class(count, work) or _several(count, work)):
            continue  # `grade_totals` has it, or it is said of a class that is not told
        listing = any(
            grade == count.grade and stated == count.stated and compatible(name, count.category)
            for grade, stated, name in work.listing
        )
        rest = any((d.grade, d.stated) == (count.grade, count.stated) for d in work.found.defaults)  # 其余19个均为合格
        partial = listing or rest or work.found.is_open(count.grade, count.category)
        if not rows or (partial and named != count.stated):
            continue
        where = f"{count.category or ''}{count.grade}"
        verdict = equal(count.stated, named)
        if verdict == "fail" and named < count.stated and not all(whole for _, whole in rows):
            verdict = "uncertain"
        relation = {"pass": "相符", "fail": "不符"}.get(verdict, "名单可能不全")
        message = (
            f"{where}：写明{count.stated}个，名单共{named}个，{relation}"
            f" / stated {count.stated}, {named} units listed elsewhere"
        )
        yield outcome("agreement", verdict, count.stated, named, message, facts.ids(count.grade, count.category))


def _by_class(count: Count, work: GradeWork) -> list[Count]:
    """Counts of the same grade for two classes or more."""
    parts = {c.category: c for c in work.counts if c.grade == count.grade and c.category is not None}
    return list(parts.values()) if len(parts) > 1 else []


def _several(count: Count, work: GradeWork) -> bool:
    """Whether the text states other numbers of the same grade without class, or its units have classes."""
    others = {c.stated for c in work.counts if c.grade == count.grade and c.category is None}
    return len(others) > 1 or (
        any(name is not None for grade, name in work.rows if grade == count.grade)
        and sum(n for (grade, _), (n, _) in work.rows.items() if grade == count.grade) > count.stated
    )


def grade_totals(facts: Facts) -> Iterator[Check]:
    """How many got a grade in all against its counts by class: 优秀等次（16个） = 镇5 + 部门7 + 党群4."""
    if facts.work is None:
        return
    for count in facts.work.counts[:MAX_CHECKED]:
        parts = _by_class(count, facts.work) if count.category is None else []
        whole = sum(part.stated for part in parts)
        if not parts or whole < count.stated:  # a class may be told by its names alone
            continue
        verdict: Verdict = "pass" if whole == count.stated else "uncertain"
        terms = "+".join(f"{part.category}{part.stated}" for part in parts)
        relation = "相符" if verdict == "pass" else "可能不符"
        message = f"{count.grade}：共{count.stated}个，各类合计{whole}个（{terms}），{relation} / {count.stated} in all, by class {whole}"
        yield outcome("sum", verdict, count.stated, whole, message, facts.ids(count.grade, None))


def _of_class(name: str | None, count: Count, work: GradeWork) -> bool:
    if count.category is None:
        return True
    if name is None:
        return not any(category for _, category in work.rows)
    return compatible(name, count.category)


# --- sums


def class_totals(facts: Facts) -> Iterator[Check]:
    """The counts of a class's grades against the number of its units: 12个区 = 优秀3 + 良好8 + 合格1."""
    if facts.work is None:
        return
    sums = [(total, _parts(total, facts.work)) for total in facts.work.totals]
    fitting = Counter(
        tuple(sorted(parts)) for total, parts in sums if sum(parts.values()) == total.stated and total.category
    )
    for total, parts in sums:
        if len([n for n in parts.values() if n]) < 2 and sum(parts.values()) != total.stated:
            continue
        whole = sum(parts.values())
        verdict = equal(total.stated, whole)
        as_others = len(parts) > 2 and fitting[tuple(sorted(parts))] > 1  # the same grades fill two other classes
        loose = total.loose and not (total.broken_down and facts.scale and set(facts.scale) <= set(parts))
        if verdict == "fail" and (
            loose or _leaves_some(parts, total, facts) or not (as_others or _complete(parts, total, facts))
        ):
            continue
        terms = "+".join(f"{grade}{number}" for grade, number in parts.items())
        relation = "相符" if verdict == "pass" else "不符"
        message = (
            f"{total.category or '单位'}：共{total.stated}个，各等次合计{whole}个（{terms}），{relation}"
            f" / {total.stated} units, grades add up to {whole}"
        )
        evidence = [i for grade in parts for i in facts.ids(grade, total.category)]
        yield outcome("sum", verdict, total.stated, whole, message, evidence)


def _parts(total: Total, work: GradeWork) -> dict[str, int]:
    """How many units of a class got each grade: as stated, else as listed. Grades of one scheme only."""
    parts: dict[str, int] = {}
    classes = {c.category for c in work.counts} | {name for _, name in work.rows if name}
    single = total.whole and len(classes) == 1  # one class of units is all of them
    for count in work.counts[:MAX_CHECKED]:
        if (count.category is not None and total.category and compatible(count.category, total.category)) or (
            total.whole and (count.category is None or single)
        ):
            parts.setdefault(count.grade, count.stated)
    listed: Counter[str] = Counter()
    for (grade, name), (number, _) in work.rows.items():
        if (name is not None and total.category and compatible(name, total.category)) or (name is None and total.whole):
            listed[grade] += number
    for grade, number in listed.items():
        parts.setdefault(grade, number)
    stated = [c.grade for c in work.counts if parts.get(c.grade) == c.stated]
    scheme = Scheme.of(stated if len(set(stated)) > 1 else parts)
    return {grade: n for grade, n in parts.items() if scheme is not None and grade in scheme.grades}


def _leaves_some(parts: Mapping[str, int], total: Total, facts: Facts) -> bool:
    """Whether units of the class stand outside the sum: without a prize, or with a grade that no number tells."""
    assert facts.work is not None
    if sum(parts.values()) > total.stated or total.closed:
        return False
    if any(kind_of(grade) == "prize" for grade in parts):
        return True
    own = total.category or None
    if any(d.grade not in parts and compatible(d.category, own) for d in facts.work.found.defaults):  # 其余6个为良好
        return True
    return any(
        grade not in parts and name is not None and own is not None and compatible(name, own)
        for grade, name in facts.work.rows
        if kind_of(grade) in ("word", "pass", "letter")
    )


def _complete(parts: Mapping[str, int], total: Total, facts: Facts) -> bool:
    """Whether every unit of the class must be among those counted.

    So it is where each grade of the document's scale has its number in the class, or, without a scale, where lists name
    all that are counted.
    """
    assert facts.work is not None
    if total.closed:
        return True
    own = letters(total.category) if total.category else ""
    within = {letters(c.category) for c in facts.work.counts if c.category and compatible(c.category, total.category)}
    parted = {name for name in within if len(name) > len(own)}
    if own and (len(parted) > 1 or any(_GROUPED.match(name) for name in parted)):  # 甲类乡镇 is a part of 乡镇
        return False
    if not facts.scale and any(kind_of(grade) == "prize" for grade in parts):  # not everybody gets a prize
        return False
    told = {c.grade for c in facts.work.counts if c.category is None or compatible(c.category, total.category or None)}
    named: Counter[str] = Counter()
    given = {grade for grade, name in facts.work.rows if compatible(name, total.category or None)}
    given = {grade for grade in given if kind_of(grade) not in ("prize", "honour", "card")}
    for (grade, name), (number, whole) in facts.work.rows.items():
        if (whole or facts.scale) and (
            total.whole or (name is not None and total.category and compatible(name, total.category))
        ):
            named[grade] += number
    listed = len(parts) > 2 and all(named[grade] == number for grade, number in parts.items())
    if facts.scale:  # nobody needs to be told of as having failed, where lists name all others
        left = set(facts.scale) - set(parts) - told
        return not left or (listed and left == {facts.scale[-1]} and not left & given)
    return listed and given <= set(parts)


_GROUPED = pattern("[甲乙丙丁一二三四A-D][类组]|第[一二三四]")


def sizes_in_text(facts: Facts) -> Iterator[Check]:
    """The counts of a class's grades add up to a number of such units that the text states somewhere."""
    if facts.work is None:
        return
    categories = {c.category or "" for c in facts.work.counts} | {a.category for a in facts.work.awards}
    for category in sorted(name for name in categories if name is not None)[:MAX_CHECKED] or [""]:
        parts = _parts(Total(category, 0, Span(0, 0), whole=not category), facts.work)
        whole = sum(parts.values())
        led = any(t.stated == whole and compatible(t.category or None, category or None) for t in facts.work.totals)
        if (
            len([n for n in parts.values() if n]) > 1 and not led and whole in facts.work.sizes(category)
        ):  # `class_totals` has the others
            terms = "+".join(f"{grade}{number}" for grade, number in parts.items())
            message = f"{category or '单位'}：文中写明{whole}个，各等次合计{whole}个（{terms}），相符 / {whole} units stated, grades add up"
            evidence = [i for grade in parts for i in facts.ids(grade, category or None)]
            yield outcome("sum", "pass", whole, whole, message, evidence)


def class_sums(facts: Facts) -> Iterator[Check]:
    """The sizes of the classes against the number of all units: 共56个单位 = 12 + 34 + 10."""
    if facts.work is None:
        return
    work = facts.work
    told = {sum(number for _, number in partition.parts) for partition in work.found.partitions}
    strict, every = _sizes(work, loose=False), _sizes(work, loose=True)
    rest = {name: size for name, size in every.items() if name not in strict}
    classes = {name: size for name, size in every.items() if size not in work.overall}  # without 56个被考评单位中
    for sizes in (strict, every, rest, classes):
        whole = sum(sizes.values())
        if len(sizes) > 1 and whole not in told and (whole in work.overall or whole in work.sizes("")):
            terms = "+".join(f"{name}{number}" for name, number in sizes.items())
            message = f"共{whole}个单位，各类合计{whole}个（{terms}），相符 / {whole} units in all, classes add up"
            yield outcome("sum", "pass", whole, whole, message)


def commended(facts: Facts) -> Iterator[Check]:
    """The number of units commended against those of each prize: 对28个单位给予表彰，其中一等奖3个….

    Where the numbers by prize are fewer, the lists must bear them out: some prizes may be left unsaid.
    """
    if facts.work is None:
        return
    awards = [a for a in facts.work.awards if kind_of(a.grade) in ("prize", "honour")]
    for all_of in facts.work.found.commended[:MAX_CHECKED]:
        told = sum(number for _, number in all_of.parts)
        if all_of.stated != told and (len(awards) != told or not all(a.whole for a in awards)):
            continue
        verdict = equal(all_of.stated, told)
        terms = "+".join(f"{grade}{number}" for grade, number in all_of.parts)
        relation = "相符" if verdict == "pass" else "不符"
        message = f"共{all_of.stated}个单位，各奖项合计{told}个（{terms}），{relation} / {all_of.stated} in all, by prize {told}"
        yield outcome("sum", verdict, all_of.stated, told, message)


def partitions(facts: Facts) -> Iterator[Check]:
    """Classes that one sentence counts, against the number of all units: 共66个，其中乡镇10个、市直单位45个、企业12个."""
    if facts.work is None:
        return
    graded = len({a.name for a in facts.work.awards if a.whole and kind_of(a.grade) in ("word", "letter", "pass")})
    for partition in facts.work.found.partitions[:MAX_CHECKED]:
        whole = sum(number for _, number in partition.parts)
        stated = partition.whole
        if stated != whole and (whole in facts.work.overall or whole in facts.work.sizes("")):
            stated = whole if stated is None else stated
        if stated == whole:
            verdict: Verdict = "pass"
        elif (stated is not None and whole > stated and units_only(partition)) or (
            stated is not None and partition.assessed and graded == whole
        ):
            verdict = "fail"
        else:  # parts may be left out
            continue
        terms = "+".join(f"{name}{number}" for name, number in partition.parts)
        relation = "相符" if verdict == "pass" else "不符"
        message = f"共{stated}个，各类合计{whole}个（{terms}），{relation} / {stated} in all, classes add up to {whole}"
        yield outcome("sum", verdict, stated or 0, whole, message)


def _sizes(work: GradeWork, *, loose: bool) -> dict[str, int]:
    """The size that the text gives each class."""
    sizes: dict[str, int] = {}
    for total in work.totals:
        if not total.whole and (loose or not total.loose) and not any(compatible(n, total.category) for n in sizes):
            sizes[total.category] = total.stated
    return sizes


# --- identity


def one_grade_each(facts: Facts) -> Iterator[Check]:
    """A unit with two grades of one scheme in one class."""
    if facts.work is None:
        return
    got: dict[tuple[str, str], list[str]] = {}
    for row in facts.grades:
        if row.category is not None:
            got.setdefault((row.unit.name, row.category), []).append(row.grade)
    for (name, category), grades in got.items():
        scheme = Scheme.of(grades)
        same = [g for g in grades if scheme is not None and g in scheme.grades]
        if len(set(same)) > 1:
            evidence = [r.id for r in facts.grades if r.unit.name == name and r.category == category]
            message = f"{category}：{name}同时列为{'、'.join(same)} / one unit has {len(same)} grades of one class"
            yield outcome("identity", "fail", len(same), 1, message, evidence)


# --- rankings


def rank_sequence(facts: Facts) -> Iterator[Check]:
    """Places follow one another: a place may be shared, and what follows may count on or leave the shared places out."""
    for row, order in zip(facts.rankings, facts.orders, strict=True):
        ranks = [entry.rank for entry in row.entries]
        gap = next(((a, b) for a, b in pairwise(_runs(ranks)) if not _follows(a, b)), None)
        if gap is not None and not order.broken:
            (before, _), (after, _) = gap
            message = f"{row.measure}：名次从第{before}跳到第{after}，中间缺位 / places jump from {before} to {after}"
            yield outcome("sequence", "fail", after, before + 1, message, (row.id,))
        elif (shared := _shared_wrongly(row)) is not None:
            rank, one, other = shared
            message = f"{row.measure}：第{rank}名有两个不同得分（{one:g}、{other:g}）/ place {rank} stands twice, with different scores"
            yield outcome("sequence", "fail", one, other, message, (row.id,))
        elif len(ranks) > 2:
            message = f"{row.measure}：{len(ranks)}个名次连续 / {len(ranks)} places in sequence"
            yield outcome("sequence", "pass", len(ranks), len(ranks), message, (row.id,))


def _shared_wrongly(row: Ranking) -> tuple[int, float, float] | None:
    """A place that two units share though their scores differ, where the scores otherwise fall or rise with the places."""
    scores = [entry.score for entry in row.entries]
    if len(scores) < MIN_SCORES or any(score is None for score in scores):
        return None
    known = [score for score in scores if score is not None]
    falls = all(a >= b for a, b in pairwise(known))
    if not falls and not all(a <= b for a, b in pairwise(known)):
        return None
    for one, other in pairwise(row.entries):
        if one.rank == other.rank and one.score is not None and other.score is not None and one.score != other.score:
            return one.rank, one.score, other.score
    return None


MIN_SCORES = 5
"""Scores that show that a ranking goes by them."""


def _runs(ranks: Sequence[int]) -> list[tuple[int, int]]:
    """Each place once, in order, with how many share it."""
    return sorted(Counter(ranks).items())


def _follows(before: tuple[int, int], after: tuple[int, int]) -> bool:
    return after[0] in (before[0] + 1, before[0] + before[1])


def ranking_sizes(facts: Facts) -> Iterator[Check]:
    """How many units a ranking lists against the number that its lead or the text states."""
    for row, order in zip(facts.rankings, facts.orders, strict=True):
        count = len(row.entries)
        if order.stated is None:
            if count not in order.sizes:
                continue
            order.stated = count
        verdict: Verdict = "pass" if order.stated == count else "fail" if order.strict else "uncertain"
        relation = {"pass": "相符", "fail": "不符"}.get(verdict, "可能不全")
        message = (
            f"{row.measure}：写明{order.stated}个，列出{count}个，{relation} / stated {order.stated}, listed {count}"
        )
        yield outcome("count", verdict, order.stated, count, message, (row.id,))
