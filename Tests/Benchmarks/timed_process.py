# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs whole processes for the benchmarks."""

import os
import subprocess
import sys
import time


def timed(command):
    """Wall time in seconds and largest memory in megabytes of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {' '.join(command[:3])} …")
    return time.perf_counter() - start, usage.ru_maxrss / 1024
