"""What a lesson weighs: memory and time of a kernel that has run it to its end, against a bare kernel."""

import json
import statistics
import time
from pathlib import Path

from table import Goal

REPEATS = 3
TEXT_AND_QUIZ, WITH_CHARTS = "00_start_here", ("02_platform_taxonomy", "01_definitions")
MEMORY = "print(next(line.split()[1] for line in open('/proc/self/smaps_rollup') if line.startswith('Pss:')))"


def run(codes: list[str], root: Path) -> tuple[float, float]:
    """Start a kernel, run the cells, and return its memory (proportional set, in MB) and the seconds of the cells."""
    import os

    from jupyter_client.manager import start_new_kernel

    environment = {**os.environ, "PYTHONPATH": str(root), "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    manager, client = start_new_kernel(kernel_name="python3", env=environment, cwd=str(root / "notebooks"))
    try:
        begun = time.perf_counter()
        for code in codes:
            reply = client.execute_interactive(code, timeout=120, output_hook=lambda message: None)
            if reply["content"]["status"] != "ok":
                raise RuntimeError(f"A cell failed: {reply['content'].get('evalue')}")
        took = time.perf_counter() - begun
        said: list[str] = []
        client.execute_interactive(MEMORY, output_hook=lambda message: said.append(message["content"].get("text", "")))
        return int("".join(said)) / 1024, took
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def cells(path: Path) -> list[str]:
    """Return the code cells of a lesson."""
    stored = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in stored if cell["cell_type"] == "code"]


def goals(root: Path) -> list[Goal]:
    """Measure in turn, print the figures and return the ratios."""
    if not Path("/proc/self/smaps_rollup").is_file():
        print("\nMemory was not measured: that needs Linux.")
        return []
    charts = next(name for name in WITH_CHARTS if (root / "notebooks" / f"{name}.ipynb").is_file())
    found: dict[str, list[tuple[float, float]]] = {"bare": [], TEXT_AND_QUIZ: [], charts: []}
    run([], root)  # the first one reads everything from the disk
    for _repeat in range(REPEATS):
        for name, results in found.items():
            codes = [] if name == "bare" else cells(root / "notebooks" / f"{name}.ipynb")
            results.append(run(codes, root))
    imported = [run(["import medsocial as ms"], root)[1] for _repeat in range(REPEATS)]
    print("\nKernels: memory (proportional set) and the seconds of all cells, medians")
    for name, results in found.items():
        memory, took = (statistics.median(values) for values in zip(*results, strict=True))
        print(f"  {name:22} {memory:7.1f} MB  {took:6.2f} s")
    print(f"  import medsocial as ms   {1000 * statistics.median(imported):7.0f} ms, with one round trip to the kernel")

    def against(name: str) -> list[float]:
        return [result[0] / bare[0] for result, bare in zip(found[name], found["bare"], strict=True)]

    return [Goal(f"memory of {charts} / bare kernel", against(charts), 3.3),
            Goal(f"memory of {TEXT_AND_QUIZ} / bare kernel", against(TEXT_AND_QUIZ), 1.3)]
