"""Script and vocabulary conversion for people who want just that: `govtext convert --to …`.

To simplified it is our own exact folding; the other way round it is OpenCC, through opencc-python-reimplemented.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, get_args

from govtext import script
from govtext.errors import InputError

Target = Literal["simplified", "traditional", "taiwan", "hongkong"]
TARGETS: tuple[str, ...] = get_args(Target)
_CONFIGURATIONS = {"traditional": "s2t", "taiwan": "s2tw", "hongkong": "s2hk"}


def convert(text: str, to: str) -> str:
    """`text` in another script: "simplified", "traditional" (OpenCC's standard), "taiwan" or "hongkong" (their characters).

    Words are not exchanged (信息 stays 信息), since that is no matter of script.
    """
    if to == "simplified":
        return script.fold(text)
    if to not in _CONFIGURATIONS:
        raise InputError(f"cannot convert to {to!r}; choose one of {', '.join(TARGETS)}")
    converted: str = _opencc(_CONFIGURATIONS[to]).convert(text)
    return converted


@cache
def _opencc(configuration: str) -> Any:
    from opencc import OpenCC

    return OpenCC(configuration)
