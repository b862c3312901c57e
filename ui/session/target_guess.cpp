// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/target_guess.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <array>

namespace leptune {

namespace {

constexpr std::array kUsualNames{"target", "class", "label", "outcome", "y", "response", "churn"};
/// That tell even as one word of a longer name, as in "SalePrice".
constexpr std::array kTellingWords{"target", "label",    "outcome",   "response",
                                   "churn",  "survived", "price",     "species",
                                   "income", "salary",   "diagnosis", "score"};

/// "Sale_Price2" -> "sale", "price2": words by their separators and capitals.
QStringList wordsOf(const QString &name)
{
    static const QRegularExpression kWord(QStringLiteral("[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])"));
    QStringList words;
    for (auto found = kWord.globalMatch(name); found.hasNext();)
        words << found.next().captured().toLower();
    return words;
}

QString nameOf(const Table &table, std::size_t column)
{
    return QString::fromStdString(table.column(column).name()).trimmed();
}

} // namespace

TargetGuess guessTarget(const Table &table)
{
    const QString byName = QCoreApplication::translate("TargetGuess", "because of its name");
    for (const char *name : kUsualNames)
        for (std::size_t i = 0; i < table.columns(); ++i)
            if (nameOf(table, i).compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
                return {table.column(i).name(), byName};
    for (const char *word : kTellingWords)
        for (std::size_t i = table.columns(); i-- > 0;)
            if (wordsOf(nameOf(table, i)).contains(QLatin1String(word)))
                return {table.column(i).name(), byName};
    for (std::size_t i = table.columns(); i-- > 0;)
        if (table.column(i).type() != ColumnType::Picture) // a picture is no answer
            return {table.column(i).name(),
                    QCoreApplication::translate("TargetGuess", "because it is the last column")};
    return {};
}

} // namespace leptune
