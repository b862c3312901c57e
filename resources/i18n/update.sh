#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Brings the English plurals up to date with the sources: "%n row(s)" becomes "1 row", "2 rows".
# New messages are added unfinished; fill in both forms. Run from the root of the tree.
set -eu
/usr/lib/qt6/bin/lupdate -pluralonly -no-obsolete -locations none -I . -recursive ui \
    -source-language en -target-language en -ts resources/i18n/leptune_en.ts
