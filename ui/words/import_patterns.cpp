// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_patterns.h"

#include <QtGlobal>

namespace leptune {

namespace {

constexpr CorePattern kImportPatterns[] = {
    {QT_TRANSLATE_NOOP("core", "pictures: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "%1 x %2, grey")},
    {QT_TRANSLATE_NOOP("core", "%1 x %2, colour")},
    {QT_TRANSLATE_NOOP(
        "core", "column %1: digits with leading zeros and one length are kept as categories")},
    {QT_TRANSLATE_NOOP(
        "core",
        "column %1: integers longer than a number can hold exactly are kept as categories")},
    {QT_TRANSLATE_NOOP("core", "%1 pictures resized to %2")},
    {QT_TRANSLATE_NOOP("core", "%1 of %2 pictures resized to %3")},
    {QT_TRANSLATE_NOOP("core", "%1 pictures can't be read and were left out")},
    {QT_TRANSLATE_NOOP("core", "%1 of %2 pictures can't be read and were left out")},
    {QT_TRANSLATE_NOOP("core", "encoding: %1")},
    {QT_TRANSLATE_NOOP("core", "separator: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "quote: %1")},
    {QT_TRANSLATE_NOOP("core", "comma")},
    {QT_TRANSLATE_NOOP("core", "semicolon")},
    {QT_TRANSLATE_NOOP("core", "tab")},
    {QT_TRANSLATE_NOOP("core", "bar")},
    {QT_TRANSLATE_NOOP("core", "point")},
    {QT_TRANSLATE_NOOP("core", "commas")},
    {QT_TRANSLATE_NOOP("core", "points")},
    {QT_TRANSLATE_NOOP("core", "decimal comma")},
    {QT_TRANSLATE_NOOP("core", "no header: the first line looks like data")},
    {QT_TRANSLATE_NOOP(
        "core",
        "the header has one name less than the rows have cells: the first column has none")},
    {QT_TRANSLATE_NOOP("core", "columns without a name are called %1")},
    {QT_TRANSLATE_NOOP("core", "column names that came twice are now %1")},
    {QT_TRANSLATE_NOOP("core", "the empty column after the last separator was left out")},
    {QT_TRANSLATE_NOOP("core", "there is no column %1 to read as %2")},
    {QT_TRANSLATE_NOOP("core", "%1 NUL character was removed")},
    {QT_TRANSLATE_NOOP("core", "%1 NUL characters were removed")},
    {QT_TRANSLATE_NOOP("core", "%1 malformed character was replaced")},
    {QT_TRANSLATE_NOOP("core", "%1 malformed characters were replaced")},
    {QT_TRANSLATE_NOOP("core", "%1 row has too few cells (first on line %2); the rest is missing")},
    {QT_TRANSLATE_NOOP("core",
                       "%1 rows have too few cells (first on line %2); the rest is missing")},
    {QT_TRANSLATE_NOOP(
        "core", "%1 row has too many cells (first on line %2); the extra ones were dropped")},
    {QT_TRANSLATE_NOOP(
        "core", "%1 rows have too many cells (first on line %2); the extra ones were dropped")},
    {QT_TRANSLATE_NOOP("core", "%1 row has too few cells; the rest is missing")},
    {QT_TRANSLATE_NOOP("core", "%1 rows have too few cells; the rest is missing")},
    {QT_TRANSLATE_NOOP("core", "%1 row has too many cells; the extra ones were dropped")},
    {QT_TRANSLATE_NOOP("core", "%1 rows have too many cells; the extra ones were dropped")},
    {QT_TRANSLATE_NOOP("core", "%1 cells of binary data are read as missing")},
    {QT_TRANSLATE_NOOP("core", "sheet: %1, the first of %2")},
    {QT_TRANSLATE_NOOP("core", "column %1: decimal %2"), "2"},
    {QT_TRANSLATE_NOOP("core", "column %1: thousands are separated by %2"), "2"},
    {QT_TRANSLATE_NOOP("core", "column %1: cells such as %2 could be thousands or decimals and are "
                               "kept as categories; give the decimal mark to read numbers")},
    {QT_TRANSLATE_NOOP(
        "core", "column %1: infinite values (beyond 3.4e38) are read as missing in %2 cell")},
    {QT_TRANSLATE_NOOP(
        "core", "column %1: infinite values (beyond 3.4e38) are read as missing in %2 cells")},
    {QT_TRANSLATE_NOOP("core", "column %1: 1 cell is no %2 and is read as missing"), "2"},
    {QT_TRANSLATE_NOOP("core", "column %1: %2 cells are no %3 and are read as missing"), "3"},
    {QT_TRANSLATE_NOOP("core", "number")},
    {QT_TRANSLATE_NOOP("core", "date")},
    {QT_TRANSLATE_NOOP("core", "yes/no value")},
    {QT_TRANSLATE_NOOP("core", "column %1: dates are read as %2"), "2"},
    {QT_TRANSLATE_NOOP(
         "core",
         "column %1: dates are read as %2, though every one could also be read the other way"),
     "2"},
    {QT_TRANSLATE_NOOP("core", "day/month/year")},
    {QT_TRANSLATE_NOOP("core", "month/day/year")},
    {QT_TRANSLATE_NOOP("core", "labels: none; the folder has no subfolders with pictures")},
    {QT_TRANSLATE_NOOP("core", "labels: the names of %1 subfolders")},
    {QT_TRANSLATE_NOOP("core", "labels: none; %1 has %2 sides, and labels have one")},
    {QT_TRANSLATE_NOOP("core", "labels: none; %1 has %2 items for %3 pictures")},
    {QT_TRANSLATE_NOOP("core", "labels: none; there is no file of labels beside it")},
    {QT_TRANSLATE_NOOP("core", "labels: none; %1: %2"), "2"},
    {QT_TRANSLATE_NOOP("core", "labels: %1")},
    {QT_TRANSLATE_NOOP("core", "other files passed over: %1")},
    {QT_TRANSLATE_NOOP("core", "pictures outside the class folders left out: %1")},
    {QT_TRANSLATE_NOOP("core", "folder of pictures")},
    {QT_TRANSLATE_NOOP("core", "picture")},
};

} // namespace

std::span<const CorePattern> importPatterns()
{
    return kImportPatterns;
}

} // namespace leptune
