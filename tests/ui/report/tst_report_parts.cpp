// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_parts.h"

#include "core/metrics/prepared_metric.h"
#include "tests/support/small_study.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

ReportSource studied(const SmallStudy &study)
{
    ReportSource source;
    source.project.study = runSmall(study);
    workOut(source, std::make_shared<const Table>(tableOf(study)));
    return source;
}

/// The texts of all cells of the table below a heading, line by line, the head first.
std::vector<QStringList> tableBelow(const QString &html, const QString &heading)
{
    static const QRegularExpression kRow(QStringLiteral("<tr>(.*?)</tr>")),
        kCell(QStringLiteral("<t[hd][^>]*>(.*?)</t[hd]>"));
    const qsizetype begin = html.indexOf(QStringLiteral("<h3>") + heading);
    if (begin < 0)
        return {};
    const QString table = html.mid(begin, html.indexOf(QStringLiteral("</table>"), begin) - begin);
    std::vector<QStringList> rows;
    for (const auto &row : kRow.globalMatch(table)) {
        QStringList cells;
        for (const auto &cell : kCell.globalMatch(row.captured(1)))
            cells << cell.captured(1);
        rows.push_back(cells);
    }
    return rows;
}

/// The row of the data, from 1, as the table says it.
QString rowText(const ReportSource &source, std::size_t scored)
{
    return QString::number(source.subject->scored.rows[scored] + 1);
}

} // namespace

class TestReportParts : public QObject {
    Q_OBJECT
private:
    ReportSource m_classes, m_numbers;

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        m_classes = studied({TaskKind::Binary, 800, 4, {"linear"}});
        m_numbers = studied({TaskKind::Regression, 800, 4, {"linear"}});
    }

    void theSurestWrongAnswersAreListed()
    {
        const ExplainSubject &subject = *m_classes.subject;
        const std::vector<int> answers = decideLabels(subject.asScored());
        std::vector<std::pair<float, std::size_t>> wrong;
        for (std::size_t row = 0; row < answers.size(); ++row)
            if (static_cast<float>(answers[row]) != subject.truth.values[row])
                wrong.push_back(
                    {-subject.answers.at(row, static_cast<std::size_t>(answers[row])), row});
        QVERIFY(wrong.size() > 5);
        std::ranges::sort(wrong);
        const auto rows = tableBelow(errorsPart(m_classes, {}),
                                     QStringLiteral("The surest of the wrong answers"));
        QCOMPARE(rows.size(), std::size_t{6});
        QCOMPARE(rows[0].mid(0, 4),
                 (QStringList{QStringLiteral("Row"), QStringLiteral("True"),
                              QStringLiteral("Answer"), QStringLiteral("Probability")}));
        for (std::size_t i = 0; i < 5; ++i) {
            QCOMPARE(rows[i + 1][0], rowText(m_classes, wrong[i].second));
            QVERIFY(rows[i + 1][1] != rows[i + 1][2]);
        }
        // What matters most stands beside them.
        QCOMPARE(rows[0][4].toStdString(), rankedImportance(m_classes)[0].column);
        QVERIFY(rows[0].size() > 4 && rows[0].size() <= 7);
    }

    void numbersThatWereOffTheMostAreListed()
    {
        const ExplainSubject &subject = *m_numbers.subject;
        std::size_t worst = 0;
        const auto off = [&](std::size_t row) {
            return std::abs(subject.answers.at(row, 0) - subject.truth.values[row]);
        };
        for (std::size_t row = 1; row < subject.truth.values.size(); ++row)
            if (off(row) > off(worst))
                worst = row;
        const auto rows = tableBelow(errorsPart(m_numbers, {}),
                                     QStringLiteral("The answers that were off the most"));
        QCOMPARE(rows.size(), std::size_t{6});
        QCOMPARE(rows[1][0], rowText(m_numbers, worst));
    }

    void withoutTheDataNoRowsAreListed()
    {
        ReportSource source = m_classes;
        workOut(source, nullptr);
        QVERIFY(!errorsPart(source, {}).contains(QStringLiteral("wrong answers")));
        QVERIFY(columnsPart(source, {}).isEmpty());
    }

    void everyEffectHasItsChartAndThenItsScores()
    {
        const std::vector<ReportChart> charts{{QStringLiteral("a"), {}, {}, ReportPart::Search},
                                              {QStringLiteral("b"), {}, {}, ReportPart::Importance},
                                              {QStringLiteral("c"), {}, {}, ReportPart::Effects},
                                              {QStringLiteral("d"), {}, {}, ReportPart::Effects}};
        QVERIFY(m_numbers.effects.size() >= 2);
        const QString html = columnsPart(m_numbers, charts);
        static const auto kTitle = QStringLiteral("How good it is along the column");
        const qsizetype importance = html.indexOf(QStringLiteral("chart:1"));
        const qsizetype first = html.indexOf(QStringLiteral("chart:2"));
        const qsizetype scores = html.indexOf(kTitle);
        const qsizetype second = html.indexOf(QStringLiteral("chart:3"));
        QVERIFY(importance > 0 && first > importance && scores > first && second > scores);
        QCOMPARE(html.count(kTitle), static_cast<qsizetype>(m_numbers.effects.size()));
        QVERIFY(!html.contains(QStringLiteral("chart:0")));
    }

    void scoresAlongAColumnAreItsGroups()
    {
        const auto rows = tableBelow(columnsPart(m_numbers, {}), QStringLiteral("How good it is"));
        const ColumnEffect &effect = m_numbers.effects[0];
        QCOMPARE(rows.size(), effect.groups.size() + 1);
        const RawColumn &column = m_numbers.subject->model->schema().columns[effect.column];
        QCOMPARE(rows[0][0].toStdString(), column.name);
        std::uint64_t scored = 0;
        for (std::size_t i = 1; i < rows.size(); ++i)
            scored += rows[i][1].toULongLong();
        QCOMPARE(scored, m_numbers.analysis.evaluation.rows);
    }

    void cellsAreEscaped()
    {
        HtmlTable table(1, {QStringLiteral("<b>")});
        table.add({QStringLiteral("a & b")});
        QVERIFY(table.html().contains(QStringLiteral("&lt;b&gt;")));
        QVERIFY(table.html().contains(QStringLiteral("a &amp; b")));
    }
};

QTEST_GUILESS_MAIN(TestReportParts)
#include "tst_report_parts.moc"
