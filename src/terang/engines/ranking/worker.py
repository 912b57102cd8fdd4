"""One worker process: `python -m terang.engines.ranking.worker FOLDER`, or without a folder for the queue."""

import os
import sys
from pathlib import Path

QUEUE = "TERANG_RANKING_QUEUE"
"""The environment variable with the address of the queue's database; a command line would show its password."""

if __name__ == "__main__":
    if sys.argv[1:]:
        from terang.engines.ranking.workers import work_in

        work_in(Path(sys.argv[1]))
    else:
        from terang.engines.ranking.queue import work_for

        work_for(os.environ[QUEUE])
