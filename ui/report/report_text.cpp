// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_text.h"

#include "core/tuning/record_json.h"
#include "ui/charts/family_style.h"
#include "ui/project/command_line.h"
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

QString heading(const QString &text)
{
    return QStringLiteral("<h2>%1</h2>\n").arg(text.toHtmlEscaped());
}

QString paragraph(const QString &text)
{
    QString escaped = text.toHtmlEscaped();
    escaped.replace(u'\n', QLatin1String("<br>"));
    return QStringLiteral("<p>%1</p>\n").arg(escaped);
}

/// Cells are escaped here; the first columns are words, the others are numbers; all but
/// the first stay in a line. Without a head: names and what they are, alike in all such tables.
class HtmlTable {
public:
    explicit HtmlTable(int wordColumns, const QStringList &head = {}) : m_wordColumns(wordColumns)
    {
        m_html = QStringLiteral("<table cellspacing=\"0\" cellpadding=\"4\" width=\"100%\">\n");
        m_hasHead = !head.isEmpty();
        if (m_hasHead)
            addRow(head, QLatin1String("th"));
    }
    void add(const QStringList &cells) { addRow(cells, QLatin1String("td")); }
    QString html() const { return m_html + QStringLiteral("</table>\n"); }

private:
    void addRow(const QStringList &cells, QLatin1String tag)
    {
        m_html += QStringLiteral("<tr>");
        for (int i = 0; i < cells.size(); ++i)
            m_html += QStringLiteral("<%1 %2>%3</%1>")
                          .arg(QString(tag), look(i, tag), cells[i].toHtmlEscaped());
        m_html += QStringLiteral("</tr>\n");
    }
    QString look(int column, QLatin1String tag) const
    {
        QString look =
            QStringLiteral("align=\"%1\"").arg(column < m_wordColumns ? u"left" : u"right");
        if (!m_hasHead && column == 0)
            look += QStringLiteral(" width=\"42%\"");
        if (m_hasHead && column > 0 && tag == QLatin1String("td"))
            look += QStringLiteral(" style=\"white-space:nowrap\"");
        return look;
    }
    int m_wordColumns;
    bool m_hasHead = false;
    QString m_html;
};

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
    return heading(Words::tr("Data")) + table.html();
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
    return heading(Words::tr("Set-up")) + table.html();
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
    return heading(Words::tr("Models")) + table.html() +
           paragraph(Words::tr("★ is the recommended one. %1 models were tried, %2 failed.")
                         .arg(formatCount(static_cast<std::uint64_t>(record.trials)),
                              formatCount(static_cast<std::uint64_t>(record.failedTrials))));
}

QString classesPart(const ResultAnalysis &analysis)
{
    if (analysis.evaluation.classes.empty())
        return {};
    HtmlTable table(1, {Words::tr("Class"), Words::tr("Precision"), Words::tr("Recall"),
                        Words::tr("F1"), Words::tr("Rows")});
    for (const ClassScores &scores : analysis.evaluation.classes)
        table.add({plain(scores.label), formatPercent(scores.precision),
                   formatPercent(scores.recall), scoreText(scores.f1, 3),
                   formatCount(scores.rows)});
    return heading(Words::tr("Class by class")) + table.html();
}

QString chartsPart(const std::vector<ReportChart> &charts)
{
    if (charts.empty())
        return {};
    QString html = heading(Words::tr("Charts"));
    for (std::size_t i = 0; i < charts.size(); ++i)
        html += QStringLiteral("<p><img src=\"chart:%1\"></p>\n").arg(i);
    return html;
}

QString notesPart(const Project &project)
{
    QString html;
    if (!project.notes.empty())
        html += heading(Words::tr("Notes")) + paragraph(plain(project.notes));
    if (project.study.notes.empty())
        return html;
    html += heading(Words::tr("Remarks of the search")) + QStringLiteral("<ul>\n");
    for (const std::string &note : project.study.notes)
        html += QStringLiteral("<li>%1</li>\n").arg(coreWords(note).toHtmlEscaped());
    return html + QStringLiteral("</ul>\n");
}

QString againPart(const Project &project)
{
    const QString command =
        commandLine({plain(project.data.path), project.data.options, project.study.options});
    return heading(Words::tr("How to do it again")) +
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
    return QStringLiteral("<h1>%1</h1>\n").arg(source.name.toHtmlEscaped()) + paragraph(made) +
           QStringLiteral("<p><b>%1</b></p>\n")
               .arg(resultHeadline(record, source.analysis).toHtmlEscaped()) +
           paragraph(resultDetail(record)) + dataPart(source.project) + setupPart(record) +
           modelsPart(record) + classesPart(source.analysis) + chartsPart(charts) +
           notesPart(source.project) + againPart(source.project);
}

} // namespace leptune
