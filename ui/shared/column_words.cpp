// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/column_words.h"

#include <QCoreApplication>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ColumnWords)
};

} // namespace

QString columnTypeTitle(ColumnType type)
{
    switch (type) {
    case ColumnType::Numeric:
        return Words::tr("Number");
    case ColumnType::Categorical:
        return Words::tr("Category");
    case ColumnType::Text:
        return Words::tr("Text");
    case ColumnType::DateTime:
        return Words::tr("Date");
    case ColumnType::Boolean:
        return Words::tr("Yes or no");
    case ColumnType::Picture:
        return Words::tr("Picture");
    }
    return {};
}

QString columnTypeMeaning(ColumnType type)
{
    switch (type) {
    case ColumnType::Numeric:
        return Words::tr("Every cell reads as a number; larger and smaller count.");
    case ColumnType::Categorical:
        return Words::tr("Words or codes; only equal or not counts.");
    case ColumnType::Text:
        return Words::tr("Free words, hardly two cells alike.");
    case ColumnType::DateTime:
        return Words::tr("Every cell reads as a date or a time.");
    case ColumnType::Boolean:
        return Words::tr("Two values that read as yes and no.");
    case ColumnType::Picture:
        return Words::tr("A picture a row, all of one size; models look at its pixels.");
    }
    return {};
}

QString columnRoleTitle(ColumnRole role)
{
    switch (role) {
    case ColumnRole::Input:
        return Words::tr("Input: models may use it");
    case ColumnRole::LeftOut:
        return Words::tr("Left out");
    case ColumnRole::Target:
        return Words::tr("This is what is predicted");
    case ColumnRole::Group:
        return Words::tr("Group: rows of one value stay together");
    case ColumnRole::Time:
        return Words::tr("Time: models are tested on later rows");
    case ColumnRole::Weight:
        return Words::tr("Weight of each row");
    }
    return {};
}

QString columnRoleMark(ColumnRole role)
{
    switch (role) {
    case ColumnRole::Input:
        break;
    case ColumnRole::LeftOut:
        return Words::tr("left out");
    case ColumnRole::Target:
        return Words::tr("predicted");
    case ColumnRole::Group:
        return Words::tr("group");
    case ColumnRole::Time:
        return Words::tr("time");
    case ColumnRole::Weight:
        return Words::tr("weight");
    }
    return {};
}

QString warningTitle(ColumnWarning warning)
{
    switch (warning) {
    case ColumnWarning::Constant:
        return Words::tr("Always the same value");
    case ColumnWarning::Duplicate:
        return Words::tr("The same as another column");
    case ColumnWarning::IdLike:
        return Words::tr("Looks like a running number or a key");
    case ColumnWarning::Leak:
        return Words::tr("Almost surely gives the answer away");
    case ColumnWarning::MostlyMissing:
        return Words::tr("Mostly empty");
    case ColumnWarning::Imbalance:
        return Words::tr("One value is far more common");
    case ColumnWarning::HighCardinality:
        return Words::tr("Very many different values");
    }
    return {};
}

QString warningAdvice(ColumnWarning warning)
{
    switch (warning) {
    case ColumnWarning::Leak:
        return Words::tr("Leave it out unless you will really know it before the answer.");
    case ColumnWarning::Constant:
    case ColumnWarning::Duplicate:
    case ColumnWarning::IdLike:
        return Words::tr("Leaving it out is safe.");
    default:
        return {};
    }
}

} // namespace leptune
