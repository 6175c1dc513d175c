"""Time of `govtext extract FILE` as a whole process, cold but for the bytecode cache, beside `python -c pass`.

    python benchmarks/cold.py [FILE …] [--runs N]

Without files: the texts of ../shared between 11.5 and 12.5 kB. Each file gets its median in milliseconds; the last lines
are the median over the files and that of an interpreter that does nothing.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import govtext

ROOT = Path(__file__).parent.parent
SIZES = range(11_500, 12_501)
"""Bytes of the texts that are measured when none is named."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=9, help="runs a file (default 9)")
    options = parser.parse_args()
    files = options.files or [
        path for path in sorted((ROOT.parent / "shared").rglob("*.txt")) if path.stat().st_size in SIZES
    ]
    if not files:
        parser.error("no text of 12 kB in ../shared; name files to measure")
    compileall.compile_dir(Path(govtext.__file__).parent, quiet=2)
    medians = []
    for path in files:
        medians.append(_median([str(Path(sys.executable).parent / "govtext"), "extract", str(path)], options.runs))
        print(f"{medians[-1]:7.1f} ms  {path.stat().st_size:6} bytes  {path.name}", flush=True)
    print(f"{statistics.median(medians):7.1f} ms  median of {len(files)} files")
    print(f"{_median([sys.executable, '-c', 'pass'], options.runs):7.1f} ms  python -c pass")


def _median(command: list[str], runs: int) -> float:
    """Median wall time of a command in milliseconds."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, env=variables, check=True)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


if __name__ == "__main__":
    main()
