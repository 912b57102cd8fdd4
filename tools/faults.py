"""Print what a long run did, was asked to do and lost, and keep it in `bench/results/faults-DATE.json`."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
TALLIES = ROOT / ".data" / "tallies"


def main() -> int:
    """0 when everything asked for was done and nothing was lost."""
    rows = sorted(
        (json.loads(file.read_text()) for file in TALLIES.glob("*.json")), key=lambda row: row["what"]
    )
    if not rows:
        print("No test of this run kept a tally.")
        return 0
    width = max(len(row["what"]) for row in rows)
    print(f"\n{'':{width}}  {'done':>10}  {'asked':>10}  {'lost':>8}")
    for row in rows:
        print(f"{row['what']:{width}}  {row['done']:>10,}  {row['asked']:>10,}  {row['lost']:>8,}")
    target = ROOT / "bench" / "results" / f"faults-{datetime.now(UTC):%Y-%m-%dT%H%MZ}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(rows, indent=1) + "\n")
    for file in TALLIES.glob("*.json"):
        file.unlink()
    print(f"\nKept in {target.relative_to(ROOT)}")
    return 0 if all(row["done"] >= row["asked"] and row["lost"] == 0 for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
