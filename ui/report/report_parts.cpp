// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_parts.h"

#include "ui/results/answered_rows_model.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::Report)
};

constexpr int kMostMistakes = 5;
constexpr std::size_t kMostCells = 3; ///< of the data, beside a mistake
constexpr int kMostLetters = 20;      ///< of a cell, which stays in a line

QString chartPlace(std::size_t chart)
{
    return QStringLiteral("<p><img src=\"chart:%1\"></p>\n").arg(chart);
}

QString shortened(const QString &text)
{
    return text.size() <= kMostLetters ? text : text.left(kMostLetters - 1) + QChar(0x2026);
}

QString classScores(const ResultAnalysis &analysis)
{
    if (analysis.evaluation.classes.empty())
        return {};
    HtmlTable table(1, {Words::tr("Class"), Words::tr("Precision"), Words::tr("Recall"),
                        Words::tr("F1"), Words::tr("Rows")});
    for (const ClassScores &scores : analysis.evaluation.classes)
        table.add({QString::fromStdString(scores.label), formatPercent(scores.precision),
                   formatPercent(scores.recall), scoreText(scores.f1, 3),
                   formatCount(scores.rows)});
    return table.html();
}

/// Said where curves of only some classes follow.
QString whichClasses(const ReportSource &source)
{
    const ResultAnalysis &analysis = source.analysis;
    const auto all = static_cast<std::size_t>(std::ranges::count_if(
        analysis.curves, [](const ClassCurves &curves) { return !curves.roc.empty(); }));
    const std::size_t drawn = drawnClasses(source).size();
    if (analysis.classes.size() <= 2 || drawn == all)
        return {};
    return paragraphPart(Words::tr("Of %1 classes the %2 with the lowest F1 are drawn against the "
                                   "rest, the worst first.")
                             .arg(analysis.classes.size())
                             .arg(drawn));
}

/// The answers' own columns, then those of the data that matter most.
std::vector<int> mistakeColumns(const AnsweredRowsModel &model, const ReportSource &source)
{
    using Field = AnsweredRowsModel::Field;
    std::vector<int> columns;
    for (const Field field : {Field::Row, Field::Truth, Field::Answer, Field::Sureness})
        columns.push_back(model.columnOf(field));
    const Table &table = *source.subject->scored.table;
    const int before = model.columnCount() - static_cast<int>(table.columns());
    const std::size_t most = columns.size() + kMostCells;
    for (const ColumnImportance &ranked : rankedImportance(source))
        for (std::size_t i = 0; i < table.columns() && columns.size() < most; ++i)
            if (table.column(i).name() == ranked.column)
                columns.push_back(before + static_cast<int>(i));
    return columns;
}

/// The surest wrong answers, or the numbers that are off the most.
QString mistakesPart(const ReportSource &source)
{
    if (!source.subject || !source.subject->scored.isKnown())
        return {};
    AnsweredRowsModel model;
    model.setSubject(source.subject);
    const bool numbers = !source.subject->truth.isClassification();
    if (!numbers)
        model.setFilter(AnsweredRowsModel::Filter::Wrong);
    model.sort(model.columnOf(AnsweredRowsModel::Field::Sureness), Qt::DescendingOrder);
    if (model.rowCount() == 0)
        return {};
    const std::vector<int> columns = mistakeColumns(model, source);
    QStringList head;
    for (const int column : columns)
        head << model.headerData(column, Qt::Horizontal).toString();
    HtmlTable table(numbers ? 1 : 3, head);
    for (int row = 0; row < std::min(kMostMistakes, model.rowCount()); ++row) {
        QStringList cells;
        for (const int column : columns)
            cells << shortened(model.index(row, column).data().toString());
        table.add(cells);
    }
    return headingPart(numbers ? Words::tr("The answers that were off the most")
                               : Words::tr("The surest of the wrong answers"),
                       3) +
           table.html();
}

QString groupsPart(const ReportSource &source, const ColumnEffect &effect)
{
    if (effect.groups.empty())
        return {};
    HtmlTable table(1, groupsHead(*source.subject, effect.column));
    for (const QStringList &cells :
         groupCells(effect, source.subject->model->schema().columns[effect.column]))
        table.add(cells);
    return headingPart(groupsTitle(*source.subject), 3) + table.html();
}

} // namespace

QString headingPart(const QString &text, int level)
{
    return QStringLiteral("<h%1>%2</h%1>\n").arg(QString::number(level), text.toHtmlEscaped());
}

QString paragraphPart(const QString &text)
{
    QString escaped = text.toHtmlEscaped();
    escaped.replace(u'\n', QLatin1String("<br>"));
    return QStringLiteral("<p>%1</p>\n").arg(escaped);
}

QString chartPlaces(const std::vector<ReportChart> &charts, ReportPart part)
{
    QString html;
    for (std::size_t i = 0; i < charts.size(); ++i)
        if (charts[i].part == part)
            html += chartPlace(i);
    return html;
}

HtmlTable::HtmlTable(int wordColumns, const QStringList &head)
    : m_wordColumns(wordColumns),
      m_hasHead(!head.isEmpty()),
      m_html(QStringLiteral("<table cellspacing=\"0\" cellpadding=\"4\" width=\"100%\">\n"))
{
    if (m_hasHead)
        addRow(head, QLatin1String("th"));
}

void HtmlTable::add(const QStringList &cells)
{
    addRow(cells, QLatin1String("td"));
}

void HtmlTable::addRow(const QStringList &cells, QLatin1String tag)
{
    m_html += QStringLiteral("<tr>");
    for (int i = 0; i < cells.size(); ++i)
        m_html += QStringLiteral("<%1 %2>%3</%1>")
                      .arg(QString(tag), look(i, tag), cells[i].toHtmlEscaped());
    m_html += QStringLiteral("</tr>\n");
}

QString HtmlTable::look(int column, QLatin1String tag) const
{
    QString look = QStringLiteral("align=\"%1\"").arg(column < m_wordColumns ? u"left" : u"right");
    if (!m_hasHead && column == 0)
        look += QStringLiteral(" width=\"42%\"");
    if (m_hasHead && (column > 0 || m_wordColumns > 1) && tag == QLatin1String("td"))
        look += QStringLiteral(" style=\"white-space:nowrap\"");
    return look;
}

QString errorsPart(const ReportSource &source, const std::vector<ReportChart> &charts)
{
    const ResultAnalysis &analysis = source.analysis;
    if (analysis.isEmpty())
        return {};
    return headingPart(analysis.classes.empty() ? Words::tr("How far off it is")
                                                : Words::tr("Class by class")) +
           classScores(analysis) + whichClasses(source) + chartPlaces(charts, ReportPart::Errors) +
           mistakesPart(source);
}

QString columnsPart(const ReportSource &source, const std::vector<ReportChart> &charts)
{
    QString html = chartPlaces(charts, ReportPart::Importance);
    std::size_t chart = 0;
    for (const ColumnEffect &effect : source.effects) {
        while (chart < charts.size() && charts[chart].part != ReportPart::Effects)
            ++chart;
        if (chart < charts.size())
            html += chartPlace(chart++);
        html += groupsPart(source, effect);
    }
    return html.isEmpty() ? html : headingPart(Words::tr("What the best model looks at")) + html;
}

} // namespace leptune
