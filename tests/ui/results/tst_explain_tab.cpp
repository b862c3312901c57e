// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/small_study.h"
#include "tests/support/ui_sandbox.h"
#include "ui/charts/bar_list.h"
#include "ui/charts/line_chart.h"
#include "ui/results/column_effect_panel.h"
#include "ui/results/data_size_panel.h"
#include "ui/results/explain_tab.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

/// A study and what can be explained of it.
struct Studied {
    SmallStudy study;
    StudyRecord record = runSmall(study);
    std::shared_ptr<const Table> table = std::make_shared<const Table>(tableOf(study));
    std::shared_ptr<const ExplainSubject> subject = findSubject(record, table);
};

const Studied &classes()
{
    static const Studied made{{TaskKind::Binary, 800, 4, {"boosting", "linear"}}};
    return made;
}

const Studied &numbers()
{
    static const Studied made{{TaskKind::Regression, 800, 4, {"boosting", "linear"}}};
    return made;
}

} // namespace

class TestExplainTab : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

    static void measure(ExplainTab &tab, const Studied &studied)
    {
        QSignalSpy measured(&tab, &ExplainTab::measured);
        auto *effect = tab.findChild<ColumnEffectPanel *>();
        QSignalSpy shown(effect, &ColumnEffectPanel::shown);
        tab.setRecord(studied.record);
        tab.setSubject(studied.subject);
        QVERIFY(measured.wait(30'000));
        QVERIFY(shown.size() > 0 || shown.wait(30'000));
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void findsTheRowsAndTheModelThatWereScored()
    {
        const ExplainSubject &subject = *classes().subject;
        QVERIFY(subject.canExplain() && subject.isLocked);
        QCOMPARE(subject.batch.rows, subject.truth.values.size());
        // The Model answers them as it did when they were scored: it is not the one that was
        // refitted.
        const FloatMatrix again = subject.model->predict(subject.batch).outputs();
        QVERIFY(again.values == subject.answers.values);
    }

    void saysWhyNothingCanBeExplained_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::newRow("no data") << QStringLiteral("not here");
        QTest::newRow("other data") << QStringLiteral("has changed");
        QTest::newRow("test file") << QStringLiteral("test file");
        QTest::newRow("no result") << QStringLiteral("no results yet");
    }
    void saysWhyNothingCanBeExplained()
    {
        QFETCH(QString, reason);
        const QByteArray tag = QTest::currentDataTag();
        StudyRecord record = classes().record;
        std::shared_ptr<const Table> table = classes().table;
        if (tag == "no data")
            table = nullptr;
        else if (tag == "other data")
            table = numbers().table;
        else if (tag == "test file")
            record.options.test.kind = TestChoice::Kind::File;
        else
            record.resultTruth.values.clear();
        const auto subject = findSubject(record, table);
        QVERIFY(!subject->canExplain());
        ExplainTab tab;
        tab.setRecord(record);
        tab.setSubject(subject);
        const auto *words = tab.findChild<QLabel *>(QStringLiteral("effectWords"));
        QVERIFY2(words->text().contains(reason), qPrintable(words->text()));
    }

    void showsTheStudysImportanceUntilABetterOneArrives()
    {
        ExplainTab tab;
        tab.setRecord(classes().record);
        const auto *bars = tab.findChild<BarList *>(QStringLiteral("importance"));
        QCOMPARE(bars->amounts().size(), classes().record.importance.size());
        measure(tab, classes());
        QCOMPARE(bars->amounts().size(), std::size_t{4});
        QCOMPARE(bars->amounts()[0].name, QStringLiteral("a"));
        QVERIFY(bars->amounts()[0].amount > bars->amounts()[1].amount);
        QVERIFY(bars->amounts()[0].deviation > 0.0);
        const auto *note = tab.findChild<QLabel *>(QStringLiteral("importancePartial"));
        QVERIFY2(note->text().contains(QStringLiteral("unseen rows")), qPrintable(note->text()));
    }

    void saysWhichWayTheMetricGoes()
    {
        QVERIFY(
            importanceWords(MetricKind::Auc).startsWith(QStringLiteral("AUC: how much it drops")));
        QVERIFY(importanceWords(MetricKind::Rmse)
                    .startsWith(QStringLiteral("RMSE: how much it rises")));
        ExplainTab tab;
        measure(tab, numbers());
        const auto *note = tab.findChild<QLabel *>(QStringLiteral("importancePartial"));
        QVERIFY2(note->text().contains(QStringLiteral("RMSE: how much it rises")),
                 qPrintable(note->text()));
    }

    void theMostImportantColumnIsShownFirst()
    {
        ExplainTab tab;
        measure(tab, numbers());
        const auto *bars = tab.findChild<BarList *>(QStringLiteral("importance"));
        QCOMPARE(bars->current(), 0);
        QCOMPARE(bars->amounts()[0].name, QStringLiteral("x"));
        const auto *curve = tab.findChild<LineChart *>(QStringLiteral("effectCurve"));
        const QList<QPointF> &mean = curve->lines().back().points;
        // value = 3 x - 2 y + kind: rising by 3 a unit.
        const double slope =
            (mean.last().y() - mean.first().y()) / (mean.last().x() - mean.first().x());
        QVERIFY2(slope > 2.3 && slope < 3.5, qPrintable(QString::number(slope)));
        QVERIFY(curve->lines().size() > 10);
    }

    void aClickShowsAnotherColumn()
    {
        ExplainTab tab;
        tab.resize(1100, 560);
        tab.show();
        measure(tab, numbers());
        auto *bars = tab.findChild<BarList *>(QStringLiteral("importance"));
        auto *effect = tab.findChild<ColumnEffectPanel *>();
        QSignalSpy shown(effect, &ColumnEffectPanel::shown);
        int place = 0;
        while (bars->amounts()[static_cast<std::size_t>(place)].name != QStringLiteral("kind"))
            ++place;
        const int line = static_cast<int>(std::round(QFontMetricsF(bars->font()).height() * 1.5));
        QTest::mouseClick(bars, Qt::LeftButton, {}, QPoint(60, 8 + line * place + line / 2));
        QCOMPARE(bars->current(), place);
        const auto title = [&] {
            return effect->accessibleName().contains(QStringLiteral("“kind”"));
        };
        QVERIFY(!title()); // the curve of before is not called by the new name
        QVERIFY(shown.wait(30'000));
        QVERIFY(title());
        const auto *categories = tab.findChild<BarList *>(QStringLiteral("effectBars"));
        QCOMPARE(categories->amounts().size(), std::size_t{3});
        const auto *groups = tab.findChild<QTableWidget *>(QStringLiteral("subgroups"));
        QCOMPARE(groups->rowCount(), 3);
        QCOMPARE(groups->horizontalHeaderItem(0)->text(), QStringLiteral("kind"));
        int rows = 0;
        for (int row = 0; row < 3; ++row)
            rows += groups->item(row, 1)->text().toInt();
        QCOMPARE(rows, static_cast<int>(numbers().record.lockedRows));
    }

    void theKeysMoveAlongTheColumns()
    {
        ExplainTab tab;
        measure(tab, numbers());
        auto *bars = tab.findChild<BarList *>(QStringLiteral("importance"));
        QTest::keyClick(bars, Qt::Key_Down);
        QCOMPARE(bars->current(), 1);
        QTest::keyClick(bars, Qt::Key_Up);
        QTest::keyClick(bars, Qt::Key_Up);
        QCOMPARE(bars->current(), 0);
    }

    void anotherClassTurnsTheCurveRound()
    {
        ExplainTab tab;
        measure(tab, classes());
        auto *output = tab.findChild<QComboBox *>(QStringLiteral("effectOutput"));
        const auto *curve = tab.findChild<LineChart *>(QStringLiteral("effectCurve"));
        QCOMPARE(output->currentText(), QStringLiteral("yes"));
        const QList<QPointF> yes = curve->lines().back().points;
        QSignalSpy shown(tab.findChild<ColumnEffectPanel *>(), &ColumnEffectPanel::shown);
        output->setCurrentIndex(1 - output->currentIndex());
        QVERIFY(shown.wait(30'000));
        const QList<QPointF> no = curve->lines().back().points;
        QVERIFY(std::abs(yes[3].y() + no[3].y() - 1.0) < 1e-5);
    }

    void whetherMoreDataHelpsIsMeasuredOnRequest()
    {
        DataSizePanel panel;
        panel.setSubject(numbers().subject);
        auto *button = panel.findChild<QPushButton *>(QStringLiteral("measureDataSize"));
        const auto *chart = panel.findChild<LineChart *>(QStringLiteral("dataSizeChart"));
        QVERIFY(button->isEnabled() && chart->isHidden());
        QSignalSpy measured(&panel, &DataSizePanel::measured);
        button->click();
        QCOMPARE(button->text(), QStringLiteral("Stop"));
        QVERIFY(measured.wait(60'000));
        const auto *words = panel.findChild<QLabel *>(QStringLiteral("dataSizeSentence"));
        QVERIFY2(words->text().contains(QStringLiteral("is to be expected")),
                 qPrintable(words->text()));
        QVERIFY(!chart->isHidden() && chart->lines()[0].points.size() >= 5);
    }

    void measuringCanBeStopped()
    {
        DataSizePanel panel;
        panel.setSubject(numbers().subject);
        auto *button = panel.findChild<QPushButton *>(QStringLiteral("measureDataSize"));
        QSignalSpy measured(&panel, &DataSizePanel::measured);
        button->click();
        button->click();
        QCOMPARE(button->text(), QStringLiteral("Measure"));
        QVERIFY(!measured.wait(300));
    }

    void theSentenceTellsWhatIsGained_data()
    {
        QTest::addColumn<double>("twice");
        QTest::addColumn<double>("error");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("much") << 0.88 << 0.005 << QStringLiteral("would help.");
        QTest::newRow("a little") << 0.855 << 0.001 << QStringLiteral("a little");
        QTest::newRow("unclear") << 0.87 << 0.02 << QStringLiteral("may help");
        QTest::newRow("nothing") << 0.8501 << 0.002 << QStringLiteral("hardly");
    }
    void theSentenceTellsWhatIsGained()
    {
        QFETCH(double, twice);
        QFETCH(double, error);
        QFETCH(QString, verdict);
        DataSizeCurve curve;
        curve.metric = MetricKind::Auc;
        curve.points = {{100, 0.70, 0.01}, {400, 0.80, 0.01}, {800, 0.85, 0.01}};
        curve.twice = DataSizePoint{1600, twice, error};
        QVERIFY2(dataSizeSentence(curve).contains(verdict), qPrintable(dataSizeSentence(curve)));
    }
};

QTEST_MAIN(TestExplainTab)
#include "tst_explain_tab.moc"
