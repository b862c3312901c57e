#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# update.sh [FOLDER]: brings the translations in FOLDER (default: resources/i18n) up to date with the sources and lists
# what is left to translate. Run from the root of the tree.
# English has only its plurals: "%n row(s)" becomes "1 row", "2 rows". New messages are added unfinished; fill them in by
# hand (words: glossary.md) and take type="unfinished" away.
set -eu
folder=${1:-resources/i18n}
update() {
    language=$1
    shift
    /usr/lib/qt6/bin/lupdate -silent -no-obsolete -locations none -I . -recursive ui app \
        -source-language en -target-language "$language" "$@" -ts "$folder/leptune_$language.ts"
}
update en -pluralonly
update zh_CN
for file in "$folder"/leptune_*.ts; do
    awk -v file="$file" '
        /<name>/ { context = $0; gsub(/^ *<name>|<\/name>.*$/, "", context) }
        /<source>/ { source = $0; gsub(/^ *<source>|<\/source>.*$/, "", source) }
        /type="unfinished"/ { print file ": " context ": " source; left++ }
        END { if (left) print file ": " left " left to translate" }' "$file"
done
