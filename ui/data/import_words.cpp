// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_words.h"

#include <QCoreApplication>

namespace leptune {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ImportWords", text);
}

} // namespace

bool isTextFormat(const ImportReport &report)
{
    return report.separator != 0;
}

QString separatorWord(char separator)
{
    switch (separator) {
    case ',':
        return tr("comma");
    case ';':
        return tr("semicolon");
    case '\t':
        return tr("tab");
    case '|':
        return tr("vertical bar");
    case ' ':
        return tr("space");
    case 0:
        return tr("none");
    default:
        return QString(QChar::fromLatin1(separator));
    }
}

QString decimalWord(char decimal)
{
    return decimal == ',' ? tr("decimal comma") : tr("decimal point");
}

QString headerWord(bool hasHeader)
{
    return hasHeader ? tr("holds the names") : tr("is a row like all others");
}

QString importSummary(const ImportReport &report)
{
    if (!isTextFormat(report))
        return QString::fromStdString(report.format);
    return QStringList{QString::fromStdString(report.encoding), separatorWord(report.separator),
                       decimalWord(report.decimal)}
        .join(QStringLiteral(", "));
}

} // namespace leptune
