"""Places that only root can make for a test: a small disk, a disk that loses power, a process whose fsync fails.

Where one cannot be made the test is left out, with CI=true too, and its reason stands in the last line of the run.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SHUT_DOWN, WITHOUT_FLUSHING = 0x8004587D, 2  # EXT4_IOC_SHUTDOWN, EXT4_GOING_FLAGS_NOLOGFLUSH


def leave_out(reason: str) -> None:
    pytest.skip(reason)


def _run(*command: str) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk in memory that is soon full."""
    folder.mkdir()
    if os.geteuid() != 0 or not _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tidemark-test", str(folder)):
        leave_out("full disk: only root can mount a small one")
    try:
        yield folder
    finally:
        _run("umount", "-l", str(folder))


class Disk:
    """An ext4 disk in a file. `cut` is a power cut: what was not flushed by then is gone."""

    def __init__(self, image: Path, folder: Path) -> None:
        self.image, self.folder = image, folder
        folder.mkdir()
        with image.open("wb") as file:
            file.truncate(96 * 1024 * 1024)
        made = os.geteuid() == 0 and shutil.which("mkfs.ext4") and _run("mkfs.ext4", "-q", str(image))
        if not made or not self.mount():
            leave_out("power cut: only root with loop devices and ext4 can make a disk to cut")

    def mount(self) -> bool:
        return _run("mount", "-o", "loop,commit=300", str(self.image), str(self.folder))

    def cut(self) -> None:
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUT_DOWN, struct.pack("I", WITHOUT_FLUSHING))
        finally:
            os.close(handle)

    def unmount(self) -> None:
        for _try in range(50):
            if _run("umount", str(self.folder)):
                return
            time.sleep(0.1)
        _run("umount", "-l", str(self.folder))


@contextmanager
def failing_fsync(process_id: int, log: Path) -> Iterator[None]:
    """Every fsync and fdatasync of the process answers EIO until the end of the block."""
    if shutil.which("strace") is None:
        leave_out("failing fsync: strace is not installed here (apt-get install strace)")
    faults = "inject=fsync,fdatasync:error=EIO"
    watcher = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=fsync,fdatasync", "-e", faults, "-p", str(process_id)],
        stderr=subprocess.PIPE,
    )
    try:
        time.sleep(1)
        if watcher.poll() is not None:
            leave_out("failing fsync: this machine does not let a process be traced")
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            watcher.send_signal(signal.SIGINT)
        watcher.communicate(timeout=20)
