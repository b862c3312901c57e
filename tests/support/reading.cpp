// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reading.h"

#include <QFile>

using namespace leptune;

std::string Folder::file(const QByteArray &bytes, const QString &name)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("the test can't write %s", qPrintable(file.fileName()));
    return file.fileName().toStdString();
}

QByteArray described(const Table &table)
{
    std::string text;
    for (std::size_t c = 0; c < table.columns(); ++c) {
        const Column &column = table.column(c);
        text += (c ? "; " : "") + column.name() + " " + columnTypeName(column.type()) + " ";
        for (std::size_t row = 0; row < table.rows(); ++row)
            text += (row ? "|" : "") + column.text(row);
    }
    return QByteArray::fromStdString(text);
}

QByteArray notesOf(const ImportReport &report)
{
    std::string text;
    for (const std::string &note : report.assumed)
        text += "assumed: " + note + "\n";
    for (const std::string &note : report.repaired)
        text += "repaired: " + note + "\n";
    for (const BadCell &cell : report.badCells)
        text += "bad: row " + std::to_string(cell.row) + " line " + std::to_string(cell.line) +
                " " + cell.column + " '" + cell.text + "'\n";
    return QByteArray::fromStdString(text);
}

QByteArray readingError(const std::string &path, const ReadOptions &options)
{
    try {
        readTable(path, options);
    } catch (const Error &error) {
        static constexpr const char *kNames[] = {
            "BadInput",    "NotFound",    "Unreadable",    "Unwritable", "BadFormat",
            "NewerFormat", "BadColumn",   "TooLittleData", "BadOption",  "OutOfMemory",
            "Stopped",     "Unsupported", "Internal"};
        return QByteArray(kNames[static_cast<int>(error.code())]) + " " + error.what();
    }
    return "none";
}
