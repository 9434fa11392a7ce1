"""How long decks take, beside stock nbconvert: `python tests/benchmarks/decks.py [repeats]`.

Both sides run in this machine's same minute, each in a fresh process, over the same notebooks. Ratios are
medians of our time over theirs; below 1 is faster.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("0[0-4]_*.ipynb"))


def seconds(command: list[str], folder: Path) -> float:
    """Run a command and return how long it took."""
    clean = {**os.environ, "MEDSOCIAL_HOME": str(folder / "home"), "MEDSOCIAL_TODAY": "2026-11-22", "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=clean, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def only(names: list[Path]) -> str:
    """Return a program that builds our decks of these notebooks only, as the stock command does."""
    listed = ", ".join(repr(str(name)) for name in names)
    return (
        "import sys; from pathlib import Path; from medsocial.exports.decks import lesson, main;"
        f"lesson.notebooks = lambda: {{Path(p).stem: Path(p) for p in ({listed},)}}; sys.exit(main(sys.argv[1:]))"
    )


def main(repeats: int) -> None:
    """Print the two ratios."""
    stored: list[float] = []
    drawn: list[float] = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        stock = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "slides", "--output-dir", str(folder / "stock")]
        names = [str(path) for path in NOTEBOOKS]
        ours = [sys.executable, "-c", only(NOTEBOOKS), "--no-pdf", "--out", str(folder / "ours")]
        for _run in range(repeats):
            stored.append(seconds([*ours, "--no-redraw"], folder) / seconds([*stock, *names], folder))
            drawn.append(seconds(ours, folder) / seconds([*stock, "--execute", *names], folder))
            print(f"without drawing {stored[-1]:.2f}, with drawing {drawn[-1]:.2f}", flush=True)
    print(f"{len(NOTEBOOKS)} notebooks, {repeats} runs: ours over stock nbconvert --to slides, medians")
    print(f"without drawing: {statistics.median(stored):.2f} (stock without --execute)")
    print(f"with drawing:    {statistics.median(drawn):.2f} (stock with --execute)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
