// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_source.h"

#include "tests/support/small_study.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

const SmallStudy kNumbers{TaskKind::Regression, 600, 4, {"boosting", "linear"}};

ReportSource sourceOf(const StudyRecord &record, const std::shared_ptr<const Table> &table)
{
    ReportSource source;
    source.project.study = record;
    workOut(source, table);
    return source;
}

} // namespace

class TestReportSource : public QObject {
    Q_OBJECT
private:
    StudyRecord m_record;
    std::shared_ptr<const Table> m_table;

    static QStringList namesOf(const ReportSource &source)
    {
        QStringList names;
        for (const ColumnEffect &effect : source.effects)
            names << QString::fromStdString(
                source.subject->model->schema().columns[effect.column].name);
        return names;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_table = std::make_shared<const Table>(tableOf(kNumbers));
        m_record = runSmall(kNumbers);
        QVERIFY(m_record.importance.size() >= 2);
    }

    void theMostImportantColumnsComeFirstWithTheirEffects()
    {
        const ReportSource source = sourceOf(m_record, m_table);
        QVERIFY(source.effects.size() >= 2 && source.effects.size() <= 4);
        QCOMPARE(namesOf(source)[0], QStringLiteral("x")); // value = 3 x - 2 y + kind
        QCOMPARE(namesOf(source)[1], QStringLiteral("y"));
        const PartialDependence &rising = source.effects[0].dependence;
        const PartialDependence &falling = source.effects[1].dependence;
        QVERIFY(rising.mean.back() > rising.mean.front());
        QVERIFY(falling.mean.back() < falling.mean.front());
        for (const ColumnEffect &effect : source.effects)
            QVERIFY(effect.problem.isEmpty() && !effect.groups.empty());
    }

    void aColumnThatDoesNotMatterIsLeftOut()
    {
        const ReportSource source = sourceOf(m_record, m_table);
        QStringList matter;
        for (const ColumnImportance &ranked : rankedImportance(source))
            if (ranked.importance > 0.0)
                matter << QString::fromStdString(ranked.column);
        QCOMPARE(namesOf(source), matter.mid(0, 4));
    }

    void theImportanceIsThatOfTheResultsPage()
    {
        const ReportSource source = sourceOf(m_record, m_table);
        const MeasuredImportance shown =
            measureImportance(*findSubject(m_record, m_table), std::stop_token());
        const std::vector<ColumnImportance> told = rankedImportance(source);
        QCOMPARE(told.size(), shown.columns.size());
        for (std::size_t i = 0; i < told.size(); ++i) {
            QCOMPARE(told[i].column, shown.columns[i].column);
            QCOMPARE(told[i].importance, shown.columns[i].importance);
            QCOMPARE(told[i].deviation, shown.columns[i].deviation);
        }
    }

    void noConstantAnswerIsBetterThanTheMeanOfTheSameRows()
    {
        const ReportSource source = sourceOf(m_record, m_table);
        const Target &truth = m_record.resultTruth;
        double sum = 0.0, squares = 0.0;
        for (const float value : truth.values)
            sum += value;
        const auto rows = static_cast<double>(truth.values.size());
        for (const float value : truth.values)
            squares += (value - sum / rows) * (value - sum / rows);
        const double least = std::sqrt(squares / rows);
        const double constant = source.analysis.constantScore; // RMSE
        QVERIFY(constant >= least * (1.0 - 1e-6) && constant < 1.2 * least);
        QVERIFY(constant != m_record.baselineValidation);
    }

    void withoutTheDataTheScoresAreToldAlone()
    {
        const ReportSource source = sourceOf(m_record, nullptr);
        QVERIFY(!source.analysis.isEmpty());
        QVERIFY(source.effects.empty());
        QCOMPARE(rankedImportance(source).size(), m_record.importance.size());
    }

    void aCancelledReportIsNotMade()
    {
        std::stop_source stop;
        stop.request_stop();
        ReportSource source;
        source.project.study = m_record;
        QVERIFY_EXCEPTION_THROWN(workOut(source, m_table, stop.get_token()), std::exception);
    }
};

QTEST_GUILESS_MAIN(TestReportSource)
#include "tst_report_source.moc"
