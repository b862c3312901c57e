#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# set_up.sh [LIST...]: installs the Debian packages that are missing, of packages.txt and of further lists beside it. Asks
# for root only where some are. Safe to run again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
missing=""
cd "$here"
for package in $(sed 's/#.*//' packages.txt "$@"); do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
echo "Installing:$missing"
root=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "set_up.sh: packages are missing and there is no sudo; run as root: apt-get install$missing" >&2; exit 1; }
    root=sudo
fi
$root apt-get update -q
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $root apt-get install -y -q --no-install-recommends $missing
