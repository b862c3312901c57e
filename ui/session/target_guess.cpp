// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/target_guess.h"

#include <QCoreApplication>

#include <array>

namespace leptune {

namespace {

constexpr std::array kUsualNames{"target", "class", "label", "outcome", "y", "response", "churn"};

} // namespace

TargetGuess guessTarget(const Table &table)
{
    for (const char *name : kUsualNames)
        for (std::size_t i = 0; i < table.columns(); ++i)
            if (QString::fromStdString(table.column(i).name())
                    .trimmed()
                    .compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
                return {table.column(i).name(),
                        QCoreApplication::translate("TargetGuess", "because of its name")};
    if (table.columns() == 0)
        return {};
    return {table.column(table.columns() - 1).name(),
            QCoreApplication::translate("TargetGuess", "because it is the last column")};
}

} // namespace leptune
