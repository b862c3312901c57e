// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_patterns.h"

#include <QtGlobal>

namespace leptune {

namespace {

constexpr CorePattern kDataPatterns[] = {
    {QT_TRANSLATE_NOOP("core", "there is no such file; check the path")},
    {QT_TRANSLATE_NOOP("core", "there is no such file")},
    {QT_TRANSLATE_NOOP("core", "there is no such folder")},
    {QT_TRANSLATE_NOOP("core", "is a folder; name a file")},
    {QT_TRANSLATE_NOOP("core", "is a device or a pipe, not a file; name a file")},
    {QT_TRANSLATE_NOOP("core", "is a device, which may never end; name a file")},
    {QT_TRANSLATE_NOOP("core", "is no folder")},
    {QT_TRANSLATE_NOOP("core", "%1 is not a folder")},
    {QT_TRANSLATE_NOOP("core", "the folder %1 does not exist; create it first")},
    {QT_TRANSLATE_NOOP("core", "can't be written: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "can't be written: %1; free some space or choose another folder"),
     "1"},
    {QT_TRANSLATE_NOOP("core", "can't be written: %1; choose a folder you may write to"), "1"},
    {QT_TRANSLATE_NOOP("core", "can't be opened: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "can't be read: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "can't be made: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "can't be mapped: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "can't be started: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "can't be locked: another Leptune uses it, or its folder can't be "
                               "written to")},
    {QT_TRANSLATE_NOOP("core", "is not a file")},
    {QT_TRANSLATE_NOOP("core", "can't be removed: %1"), "1"},
    {QT_TRANSLATE_NOOP("core", "the data file can't be opened; check its permissions")},
    {QT_TRANSLATE_NOOP("core", "the data file can't be read to its end")},
    {QT_TRANSLATE_NOOP("core", "it can't be read to its end")},
    {QT_TRANSLATE_NOOP("core", "the folder can't be opened")},
    {QT_TRANSLATE_NOOP("core", "No such file or directory")},
    {QT_TRANSLATE_NOOP("core", "Permission denied")},
    {QT_TRANSLATE_NOOP("core", "No space left on device")},
    {QT_TRANSLATE_NOOP("core", "Read-only file system")},
    {QT_TRANSLATE_NOOP("core", "Input/output error")},
    {QT_TRANSLATE_NOOP("core", "reading was stopped")},
    {QT_TRANSLATE_NOOP("core", "looking at the columns was stopped")},
    {QT_TRANSLATE_NOOP("core", "packing the data was cancelled")},
    {QT_TRANSLATE_NOOP("core", "writing was cancelled")},
    {QT_TRANSLATE_NOOP("core", "was ended, as nobody waits for it any more")},
    {QT_TRANSLATE_NOOP("core", "is empty; choose a file with a header and rows")},
    {QT_TRANSLATE_NOOP("core", "is empty; choose a table with a header and rows")},
    {QT_TRANSLATE_NOOP("core", "is empty; copy or download it again")},
    {QT_TRANSLATE_NOOP(
        "core", "has a header and no rows below it; add rows, or say that it has no header")},
    {QT_TRANSLATE_NOOP("core", "has column names and no rows below them; add rows")},
    {QT_TRANSLATE_NOOP("core", "has only one column; features and a target are needed")},
    {QT_TRANSLATE_NOOP("core",
                       "the quote opened on line %1 is never closed; close it or double it")},
    {QT_TRANSLATE_NOOP("core",
                       "is a binary file, not a table; choose a CSV, ARFF, SQLite or .xlsx file")},
    {QT_TRANSLATE_NOOP("core", "is a PNG picture, not a table")},
    {QT_TRANSLATE_NOOP("core", "is a JPEG picture, not a table")},
    {QT_TRANSLATE_NOOP("core", "is a PDF document, not a table; export the table as CSV")},
    {QT_TRANSLATE_NOOP("core", "is a program, not a table")},
    {QT_TRANSLATE_NOOP("core", "is a Parquet file, which Leptune can't read; save it as CSV")},
    {QT_TRANSLATE_NOOP("core", "is an Arrow file, which Leptune can't read; save it as CSV")},
    {QT_TRANSLATE_NOOP("core", "is an HDF5 file, which Leptune can't read; save it as CSV")},
    {QT_TRANSLATE_NOOP("core", "is an old Office file (.xls); save it as .xlsx or CSV")},
    {QT_TRANSLATE_NOOP("core", "is compressed with bzip2; unpack it first")},
    {QT_TRANSLATE_NOOP("core", "is compressed with xz; unpack it first")},
    {QT_TRANSLATE_NOOP("core", "is compressed with zstd; unpack it first")},
    {QT_TRANSLATE_NOOP("core", "is a 7-Zip archive; unpack it first")},
    {QT_TRANSLATE_NOOP("core", "is a RAR archive; unpack it first")},
    {QT_TRANSLATE_NOOP("core", "there is no such column in %1")},
    {QT_TRANSLATE_NOOP("core", "there is no such column; the table has %1")},
    {QT_TRANSLATE_NOOP("core", "two columns have this name; rename one")},
    {QT_TRANSLATE_NOOP("core", "does not have as many rows as the table")},
    {QT_TRANSLATE_NOOP("core", "has %1 rows where the table has %2")},
    {QT_TRANSLATE_NOOP("core", "a column holds more different or longer texts than fit")},
    {QT_TRANSLATE_NOOP("core", "there is not enough memory to unpack it")},
    {QT_TRANSLATE_NOOP("core", "there is not enough memory to map the file")},
    {QT_TRANSLATE_NOOP("core", "there is not enough memory to read it")},
    {QT_TRANSLATE_NOOP(
        "core",
        "there is not enough memory to read it; close other programs or read fewer columns")},
    {QT_TRANSLATE_NOOP("core", "there is not enough memory to decode it")},
    {QT_TRANSLATE_NOOP(
        "core", "unpacks to more than this machine has memory for; unpack it and use a part")},
    {QT_TRANSLATE_NOOP(
        "core", "takes about %1 GB of memory (%2 rows, %3 columns), and %4 GB are free; close "
                "other programs, or use a part of its rows or columns")},
    {QT_TRANSLATE_NOOP("core", "the gzip data ends too early; copy or download the file again")},
    {QT_TRANSLATE_NOOP("core", "the gzip data is damaged; copy or download the file again")},
    {QT_TRANSLATE_NOOP("core",
                       "is no known text encoding; use for example UTF-8, GB18030 or ISO-8859-1")},
    {QT_TRANSLATE_NOOP("core", "the text can't be converted: %1")},
    {QT_TRANSLATE_NOOP("core",
                       "is no column type; use numeric, categorical, text, date or boolean")},
    {QT_TRANSLATE_NOOP("core", "line %1: %2"), "2"},
    {QT_TRANSLATE_NOOP("core", "@data comes before any @attribute")},
    {QT_TRANSLATE_NOOP("core", "@attribute or @data was expected")},
    {QT_TRANSLATE_NOOP("core", "has no @data section; the file may be cut off")},
    {QT_TRANSLATE_NOOP("core", "an attribute needs a name and a type")},
    {QT_TRANSLATE_NOOP("core", "the type %1 is not supported")},
    {QT_TRANSLATE_NOOP("core", "a quote is not closed")},
    {QT_TRANSLATE_NOOP("core", "a comma was expected after a quoted value")},
    {QT_TRANSLATE_NOOP("core", "a sparse row is not closed by }")},
    {QT_TRANSLATE_NOOP(
        "core",
        "a sparse row needs pairs of attribute number and value; the numbers go from 0 to %1")},
    {QT_TRANSLATE_NOOP("core", "is no .xlsx workbook, so it has no sheet %1")},
    {QT_TRANSLATE_NOOP("core", "is no SQLite database, so it has no table or query")},
    {QT_TRANSLATE_NOOP(
        "core", "is a zip archive but no .xlsx workbook; unpack it and choose the table inside")},
    {QT_TRANSLATE_NOOP("core", "the zip archive is damaged or cut off; copy the file again")},
    {QT_TRANSLATE_NOOP("core", "the workbook's part %1 is missing or encrypted")},
    {QT_TRANSLATE_NOOP("core", "the workbook's part %1 is damaged")},
    {QT_TRANSLATE_NOOP("core", "the workbook's part %1 is no valid XML")},
    {QT_TRANSLATE_NOOP("core", "the sheet has more rows than a workbook can hold")},
    {QT_TRANSLATE_NOOP("core", "a cell has the impossible place %1")},
    {QT_TRANSLATE_NOOP("core", "a cell names a text that the workbook does not hold")},
    {QT_TRANSLATE_NOOP("core", "the workbook has no worksheet")},
    {QT_TRANSLATE_NOOP("core", "there is no such sheet; the workbook holds %1")},
    {QT_TRANSLATE_NOOP("core", "has to be one SELECT statement")},
    {QT_TRANSLATE_NOOP("core", "is a damaged SQLite database (%1)")},
    {QT_TRANSLATE_NOOP("core", "SQLite refuses it: %1")},
    {QT_TRANSLATE_NOOP("core", "SQLite can't read it: %1")},
    {QT_TRANSLATE_NOOP("core", "holds no table")},
    {QT_TRANSLATE_NOOP("core", "holds several tables; choose one of %1")},
    {QT_TRANSLATE_NOOP("core", "there is no such table; the file holds %1")},
    {QT_TRANSLATE_NOOP("core", "holds labels, not pictures; choose the file of images beside it")},
    {QT_TRANSLATE_NOOP(
        "core", "has %1 sides; pictures have three (count, height, width) or four with channels")},
    {QT_TRANSLATE_NOOP(
        "core", "has a last side of %1; pictures have 1 channel or 3, and the channels come last")},
    {QT_TRANSLATE_NOOP("core", "holds no pictures")},
    {QT_TRANSLATE_NOOP("core",
                       "is not a PNG, JPEG or BMP picture; save it in one of these formats")},
    {QT_TRANSLATE_NOOP("core", "has a side of no pixels; save the picture again")},
    {QT_TRANSLATE_NOOP(
        "core", "claims %1 x %2 pixels, above the limit of 100 megapixels; make it smaller")},
    {QT_TRANSLATE_NOOP("core", "the file ends after %1 of %2 rows; copy or download it again")},
    {QT_TRANSLATE_NOOP("core", "is a damaged %1 picture: %2; copy or download it again"), "2"},
    {QT_TRANSLATE_NOOP("core", "it ends inside its head")},
    {QT_TRANSLATE_NOOP("core", "it ends early")},
    {QT_TRANSLATE_NOOP("core", "holds the parts %1 and %2, not classes; choose %3 as the data and "
                               "give the other with --test %4")},
    {QT_TRANSLATE_NOOP("core", "none of its %1 pictures can be read; the first, %2, %3"), "3"},
    {QT_TRANSLATE_NOOP(
         "core", "%1 pictures of %2 need more memory than there is; take fewer or smaller ones"),
     "2"},
    {QT_TRANSLATE_NOOP(
        "core", "holds no PNG, JPEG or BMP pictures; give a folder with one subfolder a class")},
    {QT_TRANSLATE_NOOP("core",
                       "the IDX file ends inside its head; copy or download the file again")},
    {QT_TRANSLATE_NOOP("core", "is no IDX file: it does not start with two zeros")},
    {QT_TRANSLATE_NOOP(
        "core",
        "holds other numbers than unsigned bytes; only those are read as pictures or labels")},
    {QT_TRANSLATE_NOOP("core", "its sides do not fit its size; copy or download the file again")},
    {QT_TRANSLATE_NOOP("core", "the data have only %1 different rows or groups, which can't be "
                               "split into %2 parts; add rows or ask for fewer folds")},
    {QT_TRANSLATE_NOOP("core", "the share of test rows has to lie between 0 and 1, both excluded")},
    {QT_TRANSLATE_NOOP("core", "cross-validation needs at least 2 folds")},
    {QT_TRANSLATE_NOOP("core", "no row is left to train on before the cut in time, as every group "
                               "reaches beyond it; give either the group or the time column")},
    {QT_TRANSLATE_NOOP(
        "core", "%1 rows can't be cut in time into %2 parts; add rows or ask for fewer folds")},
    {QT_TRANSLATE_NOOP("core",
                       "there is no class \"%1\" to be the positive one; the classes are %2")},
    {QT_TRANSLATE_NOOP(
        "core", "a positive class can only be chosen where there are two classes; leave it out")},
    {QT_TRANSLATE_NOOP("core", "the target column has no usable cell; choose another target")},
    {QT_TRANSLATE_NOOP(
        "core", "every row is of the one class \"%1\"; a classification needs at least two")},
    {QT_TRANSLATE_NOOP(
        "core",
        "has %1 classes in %2 rows, too many to learn from; choose another target or regression")},
    {QT_TRANSLATE_NOOP("core",
                       "the cell \"%1\" in data row %2 is not a number, so the column can't be a "
                       "regression target; choose classification or correct the cell")},
    {QT_TRANSLATE_NOOP("core", "every row holds the value %1; there is nothing to learn")},
};

} // namespace

std::span<const CorePattern> dataPatterns()
{
    return kDataPatterns;
}

} // namespace leptune
