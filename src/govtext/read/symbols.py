"""Characters of Microsoft's symbol fonts as Unicode: a file gives a font and the place of a drawing in it."""

from __future__ import annotations

from typing import Final


def _places(first: int, characters: str) -> dict[int, str]:
    """Characters that stand one after the other in a font."""
    return dict(enumerate(characters, first))


_FONTS: Final[dict[str, dict[int, str]]] = {
    "symbol": {
        **{0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈"},
        **_places(0xAB, "↔←↑→↓"),
    },
    "wingdings": {
        **{0x6C: "●", 0x6E: "■", 0x6F: "□", 0x74: "◆", 0x75: "◆", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□"},
        **_places(0x81, "①②③④⑤⑥⑦⑧⑨⑩"),
        **_places(0x8C, "❶❷❸❹❺❻❼❽❾❿"),
        **_places(0xDF, "←→↑↓"),
        **_places(0xFB, "✗✓☒☑"),
    },
    "wingdings 2": {
        **_places(0x4F, "✗✓"),
        **{0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■", 0xA3: "□"},
        **_places(0x6A, "①②③④⑤⑥⑦⑧⑨⑩"),
    },
}
"""What official documents draw with them: boxes to tick, comparisons, circled numbers, bullets, arrows."""


def symbol(font: str, place: str) -> str | None:
    """The character at a place (hexadecimal, in the private area or not) of a symbol font; None where unknown.

    >>> symbol("Wingdings 2", "F052"), symbol("Symbol", "B3")
    ('☑', '≥')
    """
    try:
        code = int(place, 16)
    except ValueError:
        return None
    return _FONTS.get(font.strip().lower(), {}).get(code - 0xF000 if code >= 0xF000 else code)
