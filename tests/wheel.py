"""Build a wheel, install it into a clean environment and run the command there. `.ci/run` calls it; pytest does not."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Fail with an exception where the installed wheel does not do its main job."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        subprocess.run([sys.executable, "-m", "build", "--wheel", "--outdir", work, ROOT], check=True)
        wheel = next(work.glob("govtext-*.whl"))
        venv.create(work / "env", with_pip=True)
        python = work / "env" / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True)
        bulletin = ROOT / "corpora" / "bulletins" / "b01_safety_accidents.txt"
        command = [work / "env" / "bin" / "govtext", "extract", bulletin]
        run = subprocess.run(command, cwd=work, capture_output=True, text=True, check=True)
        record = json.loads(run.stdout)
        gold = json.loads(bulletin.with_suffix(".gold.json").read_text("utf-8"))
        assert record["elements"]["title"]["value"] == gold["elements"]["title"], record["elements"]["title"]
        check = "import govtext.lexicon as lexicon; assert '_data' in str(lexicon.locate('lexicons', 'organs.tsv'))"
        subprocess.run([python, "-c", check], cwd=work, check=True)
        print(f"{wheel.name}: installed and run")


if __name__ == "__main__":
    main()
