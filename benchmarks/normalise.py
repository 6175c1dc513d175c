"""Decode and normalise against opencc-python-reimplemented, on the same texts in the same run.

    python benchmarks/normalise.py [ROUNDS]

Prints characters a second of each (median over rounds) and their ratio, for a simplified, a traditional and a converted
text made of the project's own bulletins. opencc-python-reimplemented converts only; govtext also decodes, folds width
and keeps exact offsets, which are checked here.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from opencc import OpenCC

from govtext.normalise import normalise
from govtext.read.plain import read_plain

ROOT = Path(__file__).parent.parent
CHARACTERS = 400_000


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    bulletins = ROOT / "corpora" / "bulletins"
    samples = {
        "simplified": _text(bulletins, "b0[1-6]*.txt"),
        "traditional": OpenCC("s2t").convert(_text(bulletins, "b0[1-6]*.txt")),
        "converted words": _text(bulletins, "a09*.txt"),
    }
    peer = OpenCC("t2s")
    print(f"{'text':18}{'govtext c/s':>14}{'opencc-python c/s':>20}{'ratio':>9}")
    for name, text in samples.items():
        data = text.encode("utf-8")
        mine = _speed(lambda data=data: normalise(read_plain(data, "sample")), len(text), rounds)
        theirs = _speed(lambda text=text: peer.convert(text), len(text), rounds)
        print(f"{name:18}{mine:14,.0f}{theirs:20,.0f}{mine / theirs:9.1f}")
        view = normalise(read_plain(data, "sample")).view
        step = max(1, len(view.text) // 500)
        assert all(view.to_source(i, i + 1).end <= len(text) for i in range(0, len(view.text), step))


def _text(folder: Path, pattern: str) -> str:
    whole = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob(pattern)))
    return (whole + "\n") * (CHARACTERS // len(whole))


def _speed(run: Callable[[], object], characters: int, rounds: int) -> float:
    run()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return characters / statistics.median(times)


if __name__ == "__main__":
    main()
