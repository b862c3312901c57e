// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/column_words.h"

#include <QCoreApplication>

namespace leptune {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ColumnWords", text);
}

} // namespace

QString columnTypeTitle(ColumnType type)
{
    switch (type) {
    case ColumnType::Numeric:
        return tr("Number");
    case ColumnType::Categorical:
        return tr("Category");
    case ColumnType::Text:
        return tr("Text");
    case ColumnType::DateTime:
        return tr("Date");
    case ColumnType::Boolean:
        return tr("Yes or no");
    }
    return {};
}

QString columnTypeMeaning(ColumnType type)
{
    switch (type) {
    case ColumnType::Numeric:
        return tr("Every cell reads as a number; larger and smaller count.");
    case ColumnType::Categorical:
        return tr("A few words or codes that repeat; only equal or not counts.");
    case ColumnType::Text:
        return tr("Free words, hardly two cells alike.");
    case ColumnType::DateTime:
        return tr("Every cell reads as a date or a time.");
    case ColumnType::Boolean:
        return tr("Two values that read as yes and no.");
    }
    return {};
}

QString warningTitle(ColumnWarning warning)
{
    switch (warning) {
    case ColumnWarning::Constant:
        return tr("Always the same value");
    case ColumnWarning::Duplicate:
        return tr("The same as another column");
    case ColumnWarning::IdLike:
        return tr("Looks like a running number or a key");
    case ColumnWarning::Leak:
        return tr("Almost surely gives the answer away");
    case ColumnWarning::MostlyMissing:
        return tr("Mostly empty");
    case ColumnWarning::Imbalance:
        return tr("One value is far more common");
    case ColumnWarning::HighCardinality:
        return tr("Very many different values");
    }
    return {};
}

QString warningAdvice(ColumnWarning warning)
{
    switch (warning) {
    case ColumnWarning::Leak:
        return tr("Leave it out unless you will really know it before the answer.");
    case ColumnWarning::Constant:
    case ColumnWarning::Duplicate:
    case ColumnWarning::IdLike:
        return tr("It teaches a model nothing; leaving it out is safe.");
    default:
        return {};
    }
}

} // namespace leptune
