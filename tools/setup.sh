#!/bin/sh
# Makes .venv ready: Python, the locked libraries, gridparty itself, and the system libraries that Qt loads.
# Run from anywhere, as often as you like; it is quick when nothing is to do. System packages are installed with
# root's rights or a sudo that asks no password; otherwise the one line to run is printed and the script ends with 1.
set -eu
cd "$(dirname "$0")/.."

# What PySide6 loads and a bare Debian or Ubuntu lacks: offscreen, X11 and Wayland.
qt_packages="libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0 libx11-6
libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-randr0
libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libx11-xcb1 libwayland-client0 libwayland-cursor0"

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$@"
    exit 1
}

# The names that this release knows: Debian 13 and Ubuntu 24.04 renamed some packages to …t64.
known_names() {
    for package in "$@"; do
        if apt-cache show --no-all-versions "${package}t64" >/dev/null 2>&1; then
            printf '%s ' "${package}t64"
        else
            printf '%s ' "$package"
        fi
    done
}

# install_packages WHY PACKAGE…
install_packages() {
    why=$1
    shift
    command -v apt-get >/dev/null || fail "$why This is no Debian or Ubuntu; install what answers to: $*"
    if [ "$(id -u)" = 0 ]; then
        as_root="env"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root="sudo -n env"
    else
        fail "$why Run this line, then the same command again:
  sudo apt-get update && sudo apt-get install -y --no-install-recommends $(known_names "$@")"
    fi
    say "$why Installing: $*"
    $as_root DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null
    # shellcheck disable=SC2046 # one word per package is meant
    $as_root DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(known_names "$@") \
        </dev/null >/dev/null
}

suits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; }

find_python() {
    for python in python3.13 python3.12 python3.11 python3; do
        if suits "$python"; then
            echo "$python"
            return
        fi
    done
    fail "gridparty needs Python 3.11, 3.12 or 3.13, and none was found; install one of them and run this again."
}

# What is sure to be missing before anything is installed, so that one line to run is enough.
install_system_packages() {
    missing=""
    if ! suits .venv/bin/python; then
        python=$(find_python)
        if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            missing=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        fi
    fi
    if command -v apt-get >/dev/null && ! PATH=$PATH:/usr/sbin:/sbin ldconfig -p | grep -q 'libEGL\.so\.1'; then
        missing="$missing $qt_packages"
    fi
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086 # one word per package is meant
        install_packages "This machine lacks system packages." $missing
    fi
}

make_venv() {
    if suits .venv/bin/python; then
        return
    fi
    python=$(find_python)
    say "Making .venv with $("$python" --version)."
    "$python" -m venv --clear .venv
}

install_libraries() {
    say "Installing the libraries (some 200 MB the first time)."
    .venv/bin/python -m pip install --quiet --no-input --require-hashes -r requirements-dev.lock
    .venv/bin/python -m pip install --quiet --no-input --no-deps --no-build-isolation --editable .
}

# Widgets and the plugin that draws without a screen; a missing library is named on stderr.
qt_loads() {
    .venv/bin/python -c '
import ctypes, pathlib, PySide6.QtWidgets
ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqoffscreen.so"))'
}

install_qt_libraries() {
    if qt_loads 2>/dev/null; then
        return
    fi
    # shellcheck disable=SC2086 # one word per package is meant
    install_packages "Qt lacks system libraries." $qt_packages
    qt_loads || fail "Qt still does not load; the line above names the library that is missing."
}

# What is installed follows from these files and from the place (an editable install knows its folder).
state=$({ pwd; cat requirements-dev.lock pyproject.toml tools/setup.sh tools/build_hook.py; } | cksum)
stamp=.venv/ready

if ! { [ -f $stamp ] && [ "$(cat $stamp)" = "$state" ] && suits .venv/bin/python; }; then
    install_system_packages
    make_venv
    install_libraries
    install_qt_libraries
    echo "$state" >$stamp
fi
.venv/bin/python tools/messages.py --compile
