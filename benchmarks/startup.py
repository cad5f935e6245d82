"""What a call of transflow costs beside a bare Python: `--version`, and `status` of one catalog."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from measure import process, table, typical

ARTICLE = "# A headline\n\nOne sentence about the road. Another one about the town.\n"


def main() -> None:
    """Print milliseconds added to `python -c pass`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path)
    peers = parser.parse_args().peers
    bare = typical([sys.executable, "-c", "pass"], runs=15).wall
    transflow = str(Path(sys.executable).parent / "transflow")
    rows = [("command", "ms", "added to python -c pass"), ("python -c pass", f"{bare * 1000:.0f}", "")]
    with tempfile.TemporaryDirectory() as directory:
        process([transflow, "init", directory])
        (Path(directory) / "articles" / "a.md").write_text(ARTICLE)
        process([transflow, "--project", directory, "extract", "--edition", "ru"])
        commands = {
            "transflow --version": [transflow, "--version"],
            "transflow status (one catalog)": [transflow, "--project", directory, "status", "--edition", "ru"],
        }
        if peers is not None and (peers.parent / "md2po").exists():
            commands["md2po --version"] = [str(peers.parent / "md2po"), "--version"]
        for name, command in commands.items():
            wall = typical(command, runs=15).wall
            rows.append((name, f"{wall * 1000:.0f}", f"+{(wall - bare) * 1000:.0f} ms"))
    table(rows)


if __name__ == "__main__":
    main()
