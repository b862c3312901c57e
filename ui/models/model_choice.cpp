// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/model_choice.h"

#include "core/compress/limited_compression.h"
#include "core/tuning/record_json.h"
#include "ui/charts/family_style.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::ModelChoice)
};

bool isRefitted(const StudyRecord &record, const LeaderboardEntry &entry)
{
    return record.refitted && entry.name == record.best && !entry.parent.empty();
}

QString historyOf(const StudyRecord &record, const LeaderboardEntry &entry)
{
    const QString locked = formatCount(record.lockedRows);
    if (isRefitted(record, entry))
        return record.lockedRows > 0
                   ? Words::tr("scored on %1 unseen rows, then refitted on all %2")
                         .arg(locked, formatCount(record.rows))
                   : Words::tr("scored in cross-validation, then refitted on all %1 rows")
                         .arg(formatCount(record.rows));
    if (isRefit(entry))
        return Words::tr("%1, which was scored in cross-validation, fitted once on all its rows")
            .arg(QString::fromStdString(entry.parent));
    if (std::isfinite(entry.test) && record.lockedRows > 0)
        return Words::tr("scored on %1 unseen rows").arg(locked);
    return Words::tr("scored in cross-validation");
}

/// Called as when it was scored: what was refitted is the same recipe.
QString shownName(const StudyRecord &record, const LeaderboardEntry &entry)
{
    return QString::fromStdString(isRefitted(record, entry) ? entry.parent : entry.name);
}

/// It is the smallest of those that score nearly as well as the best one, not of all.
QString smallestTitle(const StudyRecord &record)
{
    const FrontLimits limits = limitsOf(record.options);
    if (limits.maxBytes > 0.0 || limits.maxMicroseconds > 0.0)
        return Words::tr("Best within the limits");
    return Words::tr("Smallest within %1 %").arg(formatNumber(100.0 * limits.maxDrop, 2));
}

QString lineOf(const StudyRecord &record, const ModelChoice &choice)
{
    const LeaderboardEntry &entry = choice.entry;
    QStringList parts{choice.title};
    const QString family = familyStyle(entry.family).title;
    if (!choice.title.endsWith(family, Qt::CaseInsensitive))
        parts << family;
    if (std::isfinite(entry.validation))
        parts << QStringLiteral("%1 %2").arg(metricTitle(record.metric),
                                             scoreText(entry.validation));
    if (entry.sizeBytes > 0)
        parts << formatBytes(static_cast<double>(entry.sizeBytes));
    return parts.join(QStringLiteral(" · "));
}

std::vector<ModelChoice> recommendedOf(const StudyRecord &record)
{
    std::vector<ModelChoice> found;
    const auto add = [&](const QString &merit, const char *role, const std::string &name) {
        const LeaderboardEntry *entry = record.find(name);
        if (!entry || !entry->model)
            return;
        const auto known = std::find_if(found.begin(), found.end(),
                                        [&name](auto &one) { return one.entry.name == name; });
        if (known == found.end())
            found.push_back(
                {*entry, QString::fromLatin1(role), merit, {}, historyOf(record, *entry), true});
        else
            known->title = Words::tr("%1, %2").arg(known->title, merit.toLower());
    };
    add(Words::tr("Best"), "best", record.best);
    add(Words::tr("Best single model"), "single", record.single);
    const bool isBest = record.smallest == record.best ||
                        (!found.empty() && isRefitted(record, found.front().entry) &&
                         found.front().entry.parent == record.smallest);
    if (!isBest)
        add(smallestTitle(record), "smallest", record.smallest);
    for (ModelChoice &choice : found)
        choice.title = Words::tr("%1: %2").arg(choice.title, shownName(record, choice.entry));
    return found;
}

} // namespace

std::vector<ModelChoice> modelChoices(const StudyRecord &record)
{
    std::vector<ModelChoice> choices = recommendedOf(record);
    const auto isOffered = [&](const LeaderboardEntry &entry) {
        return std::any_of(choices.begin(), choices.end(), [&](const ModelChoice &choice) {
            return choice.entry.name == entry.name ||
                   (isRefitted(record, choice.entry) && choice.entry.parent == entry.name);
        });
    };
    std::vector<ModelChoice> others;
    for (const LeaderboardEntry *entry : rankedEntries(record)) {
        const QString name = QString::fromStdString(entry->name);
        if (entry->model && !isOffered(*entry))
            others.push_back({*entry, name, name, {}, historyOf(record, *entry), false});
    }
    choices.insert(choices.end(), others.begin(), others.end());
    for (ModelChoice &choice : choices)
        choice.line = lineOf(record, choice);
    return choices;
}

} // namespace leptune
