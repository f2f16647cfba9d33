# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

# What examples/run, autotests/run and .ci/run share; they source it. Only what a script was asked
# for goes to stdout.

top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

# Runs a command and shows what it printed only if it fails.
quietly() {
    local log status=0
    log=$(mktemp)
    "$@" >"$log" 2>&1 || status=$?
    if ((status != 0)); then
        cat -- "$log" >&2
        echo "failed: $*" >&2
    fi
    rm -f -- "$log"
    return "$status"
}

# Shows the latest of the lines that come: in place on a terminal, elsewhere one every five seconds.
show_latest() {
    local line shown=-5
    while IFS= read -r line; do
        if [[ -t 2 ]]; then
            printf '\r\e[K%.*s' "${COLUMNS:-80}" "$line" >&2
        elif [[ -n $line ]] && ((SECONDS - shown >= 5)); then
            printf '  %s\n' "${line:0:120}" >&2
            shown=$SECONDS
        fi
    done
    if [[ -t 2 ]]; then
        printf '\r\e[K' >&2
    fi
}

# Runs a command that takes its time and shows how far it is; all that it printed only if it fails.
with_progress() {
    local log status=0
    log=$(mktemp)
    "$@" 2>&1 | tee -- "$log" | show_latest || status=$?
    if ((status != 0)); then
        cat -- "$log" >&2
        echo "failed: $*" >&2
    fi
    rm -f -- "$log"
    return "$status"
}

# usage <script>: prints the comment that the script begins with.
usage() {
    awk '/^#!|^# SPDX/ { next } /^#/ { sub(/^# ?/, ""); print; begun = 1; next } begun { exit }' "$1"
}

# bad_usage <script> <what is wrong>
bad_usage() {
    echo "$2; $1 --help tells what there is" >&2
    exit 2
}

# Installs those of the packages that are missing, on Debian and its relatives.
require_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        echo "This is not a Debian or Ubuntu system. Install what these packages hold there," >&2
        echo "then build with CMake as the README says: $*" >&2
        exit 1
    fi
    local package missing=() as_root=()
    for package; do
        if [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) != installed ]]; then
            missing+=("$package")
        fi
    done
    if ((${#missing[@]} == 0)); then
        return
    fi
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            echo "Packages are missing; install them as root: ${missing[*]}" >&2
            exit 1
        fi
        as_root=(sudo)
    fi
    echo "installing ${missing[*]}" >&2
    with_progress "${as_root[@]}" apt-get update
    with_progress "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --no-install-recommends "${missing[@]}"
}

library_packages=(g++ cmake ninja-build qt6-base-dev qt6-websockets-dev libsimdjson-dev zlib1g-dev)
qml_packages=(
    qt6-declarative-dev qt6-declarative-dev-tools libgl-dev fonts-dejavu-core
    qml6-module-qtqml qml6-module-qtqml-models qml6-module-qtqml-workerscript
    qml6-module-qtquick qml6-module-qtquick-controls qml6-module-qtquick-layouts
    qml6-module-qtquick-templates qml6-module-qtquick-window qml6-module-qttest)

require_build_packages() {
    require_packages "${library_packages[@]}" "${qml_packages[@]}" nginx-light openssl python3-venv
}

# python_environment <folder> <requirements>
#
# Makes a virtual environment from PyPI, with what the file <requirements> names, unless there is
# one already. Where that cannot be done it returns 77, by which ctest skips a test, or with CI=true
# an ordinary failure.
python_environment() {
    local folder=$1 requirements=$2 status=0
    mkdir -p "$folder"
    exec 9>"$folder.lock"
    flock 9
    if ! cmp --quiet "$requirements" "$folder/requirements.txt"; then
        echo "installing from PyPI what $(realpath --relative-to="$top" "$requirements") names" >&2
        quietly python3 -m venv --clear "$folder" &&
            with_progress "$folder/bin/pip" install --disable-pip-version-check --retries 1 \
                --requirement "$requirements" &&
            cp "$requirements" "$folder/requirements.txt" || status=1
    fi
    exec 9>&-
    if ((status != 0)); then
        echo "PyPI is out of reach, so what needs Python is skipped" >&2
        [[ ${CI-} != true ]] || return 1
        return 77
    fi
}

# What differs in these alone may share what the compiler made.
export CCACHE_IGNOREOPTIONS=-Werror
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime

# configure <preset> [<cmake option>...]
configure() {
    local preset=$1
    shift
    echo "configuring the preset $preset" >&2
    (cd "$top" && quietly cmake --preset "$preset" \
        "-DCMAKE_CXX_COMPILER_LAUNCHER=$(command -v ccache || true)" "$@")
}

# build <preset> [target...]
build() {
    local preset=$1
    shift
    echo "building ${*:-everything}" >&2
    (cd "$top" && NINJA_STATUS='[%p, %f of %t] ' \
        with_progress cmake --build --preset "$preset" ${1+--target "$@"})
}
