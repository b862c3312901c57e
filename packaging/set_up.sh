#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the Debian packages that are missing. Asks for root only where some are. Safe to run again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
missing=""
for package in $(sed 's/#.*//' "$here/packages.txt"); do
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
