// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparison.h"

#include "ui/charts/family_style.h"
#include "ui/session/setup_fields.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

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

QString endText(const ComparedProject &project)
{
    return project.endedAt.isValid() ? QLocale().toString(project.endedAt, QLocale::ShortFormat)
                                     : QStringLiteral("–");
}

QString nameOf(const ComparedProject &project)
{
    const QString name = project.path.isEmpty() ? QFileInfo(project.data).completeBaseName()
                                                : QFileInfo(project.path).completeBaseName();
    if (!project.isEarlier)
        return name;
    return project.endedAt.isValid() ? Words::tr("%1, run of %2").arg(name, endText(project))
                                     : Words::tr("%1, a replaced run").arg(name);
}

/// Runs may end in the same minute.
QString distinctName(const QString &name, const QStringList &taken)
{
    QString distinct = name;
    for (int number = 2; taken.contains(distinct); ++number)
        distinct = QStringLiteral("%1 (%2)").arg(name).arg(number);
    return distinct;
}

void addFacts(Comparison &comparison, const std::vector<ComparedProject> &projects)
{
    const auto add = [&](const QString &title, const Text &text) {
        addRow(comparison, projects, title, text);
    };
    using P = ComparedProject;
    add(Words::tr("Tuned until"), [](const P &p) { return endText(p); });
    add(Words::tr("Data"), [](const P &p) { return p.data; });
    add(Words::tr("Rows"), [](const P &p) { return count(p.record.rows); });
    add(Words::tr("Rows set aside"), [](const P &p) { return count(p.record.lockedRows); });
    add(Words::tr("Columns"), [](const P &p) { return count(p.columns); });
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

/// Places of those whose scores may be set against that of the first.
std::vector<int> peersOfFirst(const std::vector<ComparedProject> &projects)
{
    std::vector<int> peers;
    for (std::size_t i = 0; i < projects.size(); ++i)
        if (scoredOnSameRows(projects.front().record, projects[i].record))
            peers.push_back(static_cast<int>(i));
    return peers;
}

void judge(Comparison &comparison, const std::vector<ComparedProject> &projects)
{
    const StudyRecord &first = projects.front().record;
    const std::vector<int> peers = peersOfFirst(projects);
    comparison.comparable = peers.size() == projects.size();
    if (peers.size() < 2) {
        comparison.verdict =
            Words::tr("The scores were not measured on the same rows and columns by the same "
                      "metric: they can't be set against each other.");
        return;
    }
    const auto score = [&](int at) {
        return toScore(first.metric, projects[static_cast<std::size_t>(at)].record.score.test);
    };
    comparison.best = *std::ranges::max_element(peers, {}, score);
    const QString best = comparison.names[comparison.best];
    comparison.verdict =
        comparison.comparable
            ? Words::tr("All were scored on the same %1 rows that chose nothing; “%2” does best "
                        "there.")
                  .arg(count(first.lockedRows), best)
            : Words::tr("%1 of them were scored as “%2” was, on the same %3 rows that chose "
                        "nothing; “%4” does best there. The others can't be set against these.")
                  .arg(count(peers.size()), comparison.names.constFirst(), count(first.lockedRows),
                       best);
}

} // namespace

bool scoredOnSameRows(const StudyRecord &a, const StudyRecord &b)
{
    const TuneOptions &x = a.options;
    const TuneOptions &y = b.options;
    return a.lockedRows > 0 && a.lockedRows == b.lockedRows && a.dataRowsHash != 0 &&
           a.dataRowsHash == b.dataRowsHash && a.metric == b.metric && x.target == y.target &&
           x.seed == y.seed && x.group == y.group && x.time == y.time && x.test == y.test &&
           x.positive == y.positive && std::isfinite(a.score.test) && std::isfinite(b.score.test);
}

std::vector<ComparedProject> runsOf(Project project, const QString &path)
{
    std::vector<ComparedProject> runs;
    const auto add = [&](EarlierRun run, bool isEarlier) {
        for (LeaderboardEntry &entry : run.record.entries) {
            entry.model.reset(); // they would only fill the memory
            entry.oof.reset();
        }
        const QString data =
            run.dataName.empty() ? Words::tr("pasted table") : QString::fromStdString(run.dataName);
        const auto endedAt =
            run.endedAt > 0 ? QDateTime::fromSecsSinceEpoch(run.endedAt) : QDateTime();
        runs.push_back({path, data, std::move(run.record), run.columns, endedAt, isEarlier});
    };
    RunHistory &history = project.history;
    const std::uint64_t columns = project.study.schema.columns.size();
    const QString file = QFileInfo(QString::fromStdString(project.data.path)).fileName();
    add({history.endedAt, columns, file.toStdString(), std::move(project.study)}, false);
    for (auto run = history.earlier.rbegin(); run != history.earlier.rend(); ++run)
        add(std::move(*run), true);
    return runs;
}

Comparison compareProjects(const std::vector<ComparedProject> &projects)
{
    Comparison comparison;
    if (projects.empty())
        return comparison;
    for (const ComparedProject &project : projects)
        comparison.names << distinctName(nameOf(project), comparison.names);
    addFacts(comparison, projects);
    addSettings(comparison, projects);
    if (projects.size() > 1)
        judge(comparison, projects);
    return comparison;
}

} // namespace leptune
