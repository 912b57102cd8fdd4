"""Whether a PostgreSQL still lives in a cluster, and what to clear away when it does not."""

import os
import subprocess
from pathlib import Path


def is_worked_in(cluster: Path) -> bool:
    """Whether any process of a PostgreSQL has this cluster as its working directory, as they all have."""
    here = os.path.realpath(cluster)
    if Path("/proc/self/cwd").exists():
        return any(_works_in(process, here) for process in Path("/proc").glob("[0-9]*"))
    listed = subprocess.run(["/bin/ps", "-axo", "command="], capture_output=True, text=True, check=False)
    return f"-D {cluster}" in listed.stdout


def clear_traces(cluster: Path, socket: Path) -> None:
    """Remove what a crash left: it would stop the next start if the number in it now belongs to a stranger."""
    for trace in (cluster / "postmaster.pid", *socket.iterdir()):
        trace.unlink(missing_ok=True)


def _works_in(process: Path, here: str) -> bool:
    try:
        return str((process / "cwd").readlink()) == here
    except OSError:  # it ended meanwhile, or is another user's
        return False
