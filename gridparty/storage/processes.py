"""Whether a process of this PC still runs, and whether it is the same one (numbers are given again)."""

import os
import sys
from pathlib import Path

UNKNOWN = ""  # the process runs, but the system does not tell since when


def start_of(pid: int) -> str | None:
    """When the process began, as a word that only equals itself; None if there is no such process."""
    if sys.platform == "win32":
        return _on_windows(pid)
    if sys.platform == "linux":
        return _on_linux(pid)
    return _elsewhere(pid)


def _on_linux(pid: int) -> str | None:
    try:
        told = Path(f"/proc/{pid}/stat").read_bytes()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return None
    state, *fields = told.rpartition(b")")[2].split()  # the name before it may hold anything
    return None if state in (b"Z", b"X") else f"{boot}/{fields[18].decode()}"


def _elsewhere(pid: int) -> str | None:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        return UNKNOWN
    return UNKNOWN


if sys.platform == "win32":  # os.kill would end the process here
    import ctypes
    from ctypes import wintypes

    _QUERY, _STILL_ACTIVE = 0x1000, 259

    def _on_windows(pid: int) -> str | None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
        handle = wintypes.HANDLE(kernel.OpenProcess(_QUERY, False, pid))
        if not handle:
            return UNKNOWN if ctypes.get_last_error() == 5 else None  # 5: it runs, under another account
        try:
            code = wintypes.DWORD()
            times = [wintypes.FILETIME() for _ in range(4)]
            kernel.GetExitCodeProcess(handle, ctypes.byref(code))
            kernel.GetProcessTimes(handle, *map(ctypes.byref, times))
        finally:
            kernel.CloseHandle(handle)
        began = times[0]
        return f"{began.dwHighDateTime}/{began.dwLowDateTime}" if code.value == _STILL_ACTIVE else None
