// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparison.h"

#include "ui/charts/family_style.h"
#include "ui/session/setup_fields.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <functional>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::Comparison)
};

using Text = std::function<QString(const ComparedProject &)>;

const LeaderboardEntry *bestOf(const StudyRecord &record)
{
    return record.best.empty() ? nullptr : record.find(record.best);
}

QString count(std::uint64_t value)
{
    return formatCount(value);
}

QString unseenText(const StudyRecord &record)
{
    const StudyScore &score = record.score;
    if (record.lockedRows == 0 || !std::isfinite(score.test))
        return QStringLiteral("–");
    const int decimals = scoreDecimals(score.test);
    const QString value = scoreText(score.test, decimals);
    if (!std::isfinite(score.low) || !std::isfinite(score.high))
        return value;
    return Words::tr("%1 (%2 to %3)")
        .arg(value, scoreText(score.low, decimals), scoreText(score.high, decimals));
}

QString bestText(const StudyRecord &record)
{
    const LeaderboardEntry *best = bestOf(record);
    return best ? familyStyle(best->family).title : QStringLiteral("–");
}

QString sizeText(const StudyRecord &record)
{
    const LeaderboardEntry *best = bestOf(record);
    return best && best->sizeBytes > 0 ? formatBytes(static_cast<double>(best->sizeBytes))
                                       : QStringLiteral("–");
}

QString speedText(const StudyRecord &record)
{
    const LeaderboardEntry *best = bestOf(record);
    return best && best->latencyMicroseconds > 0.0 ? formatMicroseconds(best->latencyMicroseconds)
                                                   : QStringLiteral("–");
}

void addFacts(Comparison &comparison, const std::vector<ComparedProject> &projects)
{
    const auto add = [&](const QString &title, const Text &text) {
        addRow(comparison, projects, title, text);
    };
    using P = ComparedProject;
    add(Words::tr("Data"), [](const P &p) { return p.data; });
    add(Words::tr("Rows"), [](const P &p) { return count(p.record.rows); });
    add(Words::tr("Rows set aside"), [](const P &p) { return count(p.record.lockedRows); });
    add(Words::tr("Columns"), [](const P &p) { return count(p.record.schema.columns.size()); });
    add(fieldTitle(SetupField::Target),
        [](const P &p) { return fieldText(SetupField::Target, p.record.options); });
    add(Words::tr("Score"), [](const P &p) { return metricTitle(p.record.metric); });
    add(Words::tr("On unseen rows"), [](const P &p) { return unseenText(p.record); });
    add(Words::tr("In cross-validation"),
        [](const P &p) { return scoreText(p.record.score.validation); });
    add(Words::tr("Best model"), [](const P &p) { return bestText(p.record); });
    add(Words::tr("Size"), [](const P &p) { return sizeText(p.record); });
    add(Words::tr("Time a row"), [](const P &p) { return speedText(p.record); });
    add(Words::tr("Models tried"),
        [](const P &p) { return count(static_cast<std::uint64_t>(std::max(0, p.record.trials))); });
    add(Words::tr("Time spent"), [](const P &p) { return formatDuration(p.record.seconds); });
}

void addSettings(Comparison &comparison, const std::vector<ComparedProject> &projects)
{
    std::vector<SetupField> fields;
    for (const ComparedProject &project : projects)
        for (const SetupField field :
             differingFields(projects.front().record.options, project.record.options))
            if (field != SetupField::Target && std::ranges::find(fields, field) == fields.end())
                fields.push_back(field);
    std::ranges::sort(fields);
    for (const SetupField field : fields)
        addRow(comparison, projects, fieldTitle(field), [field](const ComparedProject &project) {
            return fieldText(field, project.record.options);
        });
}

void judge(Comparison &comparison, const std::vector<ComparedProject> &projects)
{
    const StudyRecord &first = projects.front().record;
    comparison.comparable = std::ranges::all_of(projects, [&first](const ComparedProject &project) {
        return scoredOnSameRows(first, project.record);
    });
    if (!comparison.comparable) {
        comparison.verdict = Words::tr(
            "The scores were not measured on the same rows, by the same metric, of the same "
            "data: they can't be set against each other.");
        return;
    }
    for (std::size_t i = 0; i < projects.size(); ++i) {
        const auto score = [&](std::size_t at) {
            return toScore(first.metric, projects[at].record.score.test);
        };
        if (comparison.best < 0 || score(i) > score(static_cast<std::size_t>(comparison.best)))
            comparison.best = static_cast<int>(i);
    }
    comparison.verdict =
        Words::tr("All were scored on the same %1 rows that chose nothing; “%2” does best there.")
            .arg(count(first.lockedRows), comparison.names[comparison.best]);
}

} // namespace

bool scoredOnSameRows(const StudyRecord &a, const StudyRecord &b)
{
    const TuneOptions &x = a.options;
    const TuneOptions &y = b.options;
    return a.lockedRows > 0 && a.lockedRows == b.lockedRows && a.dataRowsHash != 0 &&
           a.dataRowsHash == b.dataRowsHash && a.metric == b.metric && x.target == y.target &&
           x.seed == y.seed && x.group == y.group && x.time == y.time && x.test == y.test &&
           std::isfinite(a.score.test) && std::isfinite(b.score.test);
}

Comparison compareProjects(const std::vector<ComparedProject> &projects)
{
    Comparison comparison;
    if (projects.empty())
        return comparison;
    for (const ComparedProject &project : projects)
        comparison.names << QFileInfo(project.path).completeBaseName();
    addFacts(comparison, projects);
    addSettings(comparison, projects);
    if (projects.size() > 1)
        judge(comparison, projects);
    return comparison;
}

} // namespace leptune
