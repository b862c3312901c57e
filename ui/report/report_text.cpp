// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_text.h"

#include "core/tuning/record_json.h"
#include "ui/charts/family_style.h"
#include "ui/project/command_line.h"
#include "ui/report/report_parts.h"
#include "ui/results/headline.h"
#include "ui/session/setup_fields.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"
#include "ui/words/core_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

#include <cmath>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::Report)
};

constexpr std::size_t kMostModels = 12;

QString plain(const std::string &text)
{
    return QString::fromStdString(text);
}

QString taskWords(TaskKind task)
{
    switch (task) {
    case TaskKind::Binary:
        return Words::tr("choose one of two answers");
    case TaskKind::MultiClass:
        return Words::tr("choose an answer");
    default:
        return Words::tr("predict a number");
    }
}

QString dataPart(const Project &project)
{
    const StudyRecord &record = project.study;
    HtmlTable table(2);
    const auto add = [&table](const QString &title, const QString &value) {
        table.add({title, value});
    };
    add(Words::tr("File"), project.data.path.empty()
                               ? Words::tr("pasted table")
                               : QFileInfo(plain(project.data.path)).fileName());
    add(Words::tr("Predicted"), plain(record.options.target));
    if (!record.entries.empty()) {
        add(Words::tr("Task"), taskWords(record.schema.task));
        add(Words::tr("Rows"), formatCount(record.rows));
        add(Words::tr("Rows that only scored the result"),
            record.lockedRows > 0 ? formatCount(record.lockedRows) : Words::tr("none"));
        add(Words::tr("Columns"), formatCount(record.schema.columns.size()));
    }
    return headingPart(Words::tr("Data")) + table.html();
}

QString setupPart(const StudyRecord &record)
{
    TuneOptions usual;
    usual.experience = true;
    std::vector<SetupField> fields = saidFields(usual, record.options);
    std::erase(fields, SetupField::Target); // stands with the data
    HtmlTable table(2);
    for (const SetupField field : fields)
        table.add({fieldTitle(field), fieldText(field, record.options)});
    table.add({Words::tr("Spent"), formatDuration(record.seconds)});
    return headingPart(Words::tr("Set-up")) + table.html();
}

QString modelsPart(const StudyRecord &record)
{
    if (record.entries.empty())
        return {};
    const QString metric = metricTitle(record.metric);
    HtmlTable table(2, {Words::tr("Model"), Words::tr("Family"),
                        Words::tr("%1 in cross-validation").arg(metric),
                        Words::tr("%1 on unseen rows").arg(metric), Words::tr("Size"),
                        Words::tr("Time a row")});
    std::size_t shown = 0;
    for (const LeaderboardEntry *entry : rankedEntries(record)) {
        if (entry->state != EntryState::Done || !std::isfinite(entry->validation))
            continue;
        if (++shown > kMostModels)
            break;
        const QString mark = entry->name == record.best ? QStringLiteral("\u00A0★") : QString();
        table.add({plain(entry->name) + mark, familyStyle(entry->family).title,
                   scoreErrorText(entry->validation, foldError(*entry)), scoreText(entry->test),
                   entry->sizeBytes > 0 ? formatBytes(static_cast<double>(entry->sizeBytes))
                                        : QStringLiteral("–"),
                   entry->latencyMicroseconds > 0.0 ? formatMicroseconds(entry->latencyMicroseconds)
                                                    : QStringLiteral("–")});
    }
    return headingPart(Words::tr("Models")) + table.html() +
           paragraphPart(Words::tr("★ is the recommended one. %1 models were tried, %2 failed.")
                             .arg(formatCount(static_cast<std::uint64_t>(record.trials)),
                                  formatCount(static_cast<std::uint64_t>(record.failedTrials))));
}

QString searchPart(const std::vector<ReportChart> &charts)
{
    const QString html = chartPlaces(charts, ReportPart::Search);
    return html.isEmpty() ? html : headingPart(Words::tr("How the search went")) + html;
}

QString notesPart(const Project &project)
{
    QString html;
    if (!project.notes.empty())
        html += headingPart(Words::tr("Notes")) + paragraphPart(plain(project.notes));
    if (project.study.notes.empty())
        return html;
    html += headingPart(Words::tr("Remarks of the search")) + QStringLiteral("<ul>\n");
    for (const std::string &note : project.study.notes)
        html += QStringLiteral("<li>%1</li>\n").arg(coreWords(note).toHtmlEscaped());
    return html + QStringLiteral("</ul>\n");
}

QString againPart(const Project &project)
{
    const QString command =
        commandLine({plain(project.data.path), project.data.options, project.study.options});
    return headingPart(Words::tr("How to do it again")) +
           QStringLiteral("<p><code>%1</code></p>\n").arg(command.toHtmlEscaped());
}

} // namespace

QString reportBody(const ReportSource &source, const std::vector<ReportChart> &charts)
{
    const StudyRecord &record = source.project.study;
    const QString made =
        Words::tr("Made by Leptune %1 on %2")
            .arg(QLatin1String(LEPTUNE_VERSION),
                 QLocale().toString(QDateTime::currentDateTime(), QLocale::ShortFormat));
    return QStringLiteral("<h1>%1</h1>\n").arg(source.name.toHtmlEscaped()) + paragraphPart(made) +
           QStringLiteral("<p><b>%1</b></p>\n")
               .arg(resultHeadline(record, source.analysis).toHtmlEscaped()) +
           paragraphPart(resultDetail(record, source.analysis)) + dataPart(source.project) +
           setupPart(record) + modelsPart(record) + searchPart(charts) +
           errorsPart(source, charts) + columnsPart(source, charts) + notesPart(source.project) +
           againPart(source.project);
}

} // namespace leptune
