#!/bin/sh
# Set up one virtual environment: setup.sh PYTHON VENV REQUIREMENTS SYSTEM
# REQUIREMENTS names requirements/NAME.txt; SYSTEM is "window" (Qt's system libraries too) or "core".
# Leaves VENV/REQUIREMENTS.ready behind. Installs system packages only where it may (Debian family, root or sudo).
set -eu
python=$1 venv=$2 requirements=$3 system=$4

say() { printf '%s\n' "$*" >&2; }

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    say "Meja Redaksi needs Python 3.11 or newer; '$python' is $("$python" --version 2>&1 || echo missing)."
    say "Install it, or name another one: make run PYTHON=python3.12"
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo "$@"; else return 1; fi
}

install_packages() {
    if command -v apt-get >/dev/null 2>&1; then
        say "Installing system packages:$*"
        if as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; then
            return 0
        fi
    fi
    say "Please have these system packages installed, then run the same command again:"
    say "  sudo apt-get install $*"
    return 1
}

# Shared library -> Debian package. A library already there needs no package, whatever its name on this release.
libraries="
libGL.so.1 libgl1
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libglib-2.0.so.0 libglib2.0-0
libnss3.so libnss3
libasound.so.2 libasound2
libXcomposite.so.1 libxcomposite1
libXdamage.so.1 libxdamage1
libXrandr.so.2 libxrandr2
libXtst.so.6 libxtst6
libgbm.so.1 libgbm1
libxkbfile.so.1 libxkbfile1
libxcb-dri3.so.0 libxcb-dri3-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
"

missing_packages() {
    [ "$(uname)" = Linux ] || return 0
    "$python" -c 'import ensurepip, venv' 2>/dev/null || printf ' %s' python3-venv
    [ "$system" = window ] || return 0
    command -v ldconfig >/dev/null 2>&1 || PATH=$PATH:/sbin:/usr/sbin
    known=$(ldconfig -p 2>/dev/null || true)
    printf '%s\n' "$libraries" | while read -r library package; do
        [ -n "$library" ] || continue
        case "$known" in *"$library"*) ;; *) printf ' %s' "$package" ;; esac
    done
    fc-list 2>/dev/null | grep -qi dejavu || [ -d /usr/share/fonts/truetype/dejavu ] || printf ' %s' fonts-dejavu-core
}

missing=$(missing_packages)
# shellcheck disable=SC2086
[ -z "$missing" ] || install_packages $missing || exit 1

# Spelling needs a dictionary of the system; without one the desk says so calmly and does everything else.
if [ "$(uname)" = Linux ] && [ ! -e /usr/share/hunspell/id_ID.dic ]; then
    install_packages hunspell-id || say "Going on without: spelling waits for it, everything else works."
fi

if [ ! -x "$venv/bin/python" ]; then
    say "Making $venv ..."
    "$python" -m venv "$venv"
fi
say "Installing what requirements/$requirements.txt pins (the first time takes a few minutes) ..."
"$venv/bin/python" -m pip install -q --disable-pip-version-check -r "requirements/$requirements.txt"
touch "$venv/$requirements.ready"
