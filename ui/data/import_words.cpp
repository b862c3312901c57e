// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_words.h"
#include "ui/words/core_words.h"
#include "ui/words/sentences.h"

#include <QCoreApplication>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ImportWords)
};

} // namespace

bool isTextFormat(const ImportReport &report)
{
    return report.separator != 0;
}

QString separatorWord(char separator)
{
    switch (separator) {
    case ',':
        return Words::tr("comma");
    case ';':
        return Words::tr("semicolon");
    case '\t':
        return Words::tr("tab");
    case '|':
        return Words::tr("vertical bar");
    case ' ':
        return Words::tr("space");
    case 0:
        return Words::tr("none");
    default:
        return QString(QChar::fromLatin1(separator));
    }
}

QString decimalWord(char decimal)
{
    return decimal == ',' ? Words::tr("decimal comma") : Words::tr("decimal point");
}

QString headerWord(bool hasHeader)
{
    return hasHeader ? Words::tr("holds the names") : Words::tr("is a row like all others");
}

bool leftFilesOut(const ImportReport &report)
{
    return !report.badCells.empty() && report.badCells.front().row == 0;
}

QString importSummary(const ImportReport &report)
{
    if (!isTextFormat(report))
        return coreWords(report.format);
    return joinList({QString::fromStdString(report.encoding), separatorWord(report.separator),
                     decimalWord(report.decimal)});
}

} // namespace leptune
