// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_source.h"

#include "tests/support/small_study.h"

#include <QTest>

#include <algorithm>

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
        StudyRecord record = m_record;
        std::ranges::find(record.importance, "x", &ColumnImportance::column)->importance = 0.0;
        const QStringList names = namesOf(sourceOf(record, m_table));
        QVERIFY(!names.contains(QStringLiteral("x")));
        QVERIFY(names.contains(QStringLiteral("y")));
    }

    void withoutTheDataTheScoresAreToldAlone()
    {
        const ReportSource source = sourceOf(m_record, nullptr);
        QVERIFY(!source.analysis.isEmpty());
        QVERIFY(source.effects.empty());
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
