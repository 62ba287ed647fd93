"""What figures were measured on."""

from __future__ import annotations

import os
import platform
import resource
import sys
from pathlib import Path

import ortools

STATUS = Path("/proc/self/status")


def machine() -> str:
    """What the figures were measured on."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, OR-Tools {ortools.__version__}"


def load() -> str:
    """How busy the machine was in the last minute, in processes that wanted to run."""
    return f"load {os.getloadavg()[0]:.1f} before the first run"


def peak_mb() -> float:
    """Peak memory of this process, or of a larger one that it started."""
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _units_in_mb()
    return max(_own_peak_mb(), started)


def _own_peak_mb() -> float:
    # For a new process Linux begins to count at what the one that started it held; its own table does not.
    if STATUS.exists():
        peak = next(line for line in STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _units_in_mb()


def _units_in_mb() -> int:
    """The units of peak memory in a megabyte, which systems count differently."""
    return 1024 * 1024 if sys.platform == "darwin" else 1024
