// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/record_samples.h"
#include "tests/support/ui_sandbox.h"
#include "ui/charts/line_chart.h"
#include "ui/charts/scatter_plot.h"
#include "ui/results/errors_tab.h"
#include "ui/results/threshold_panel.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::testing;

class TestThresholdPanel : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

    struct Shown {
        ErrorsTab tab;
        ResultAnalysis analysis;
        explicit Shown(TaskKind task, const ErrorCosts &costs = {})
        {
            RecordWishes wishes;
            wishes.task = task;
            StudyRecord record = sampleRecord(wishes);
            record.options.costs = costs;
            analysis = analyseResult(record);
            tab.setAnalysis(analysis, record.schema.positive, QStringLiteral("answer"));
        }
        template <typename T>
        T *child(const char *name) const
        {
            return tab.findChild<T *>(QLatin1String(name));
        }
        ThresholdPanel &panel() const { return *tab.findChild<ThresholdPanel *>(); }
    };

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void startsAtTheModelsThreshold()
    {
        const Shown shown(TaskKind::Binary);
        QCOMPARE(shown.panel().threshold(), 0.5);
        QCOMPARE(shown.child<QSlider>("thresholdSlider")->value(), 500);
        const auto &confusion = shown.analysis.evaluation.confusion;
        const int yes = shown.child<QComboBox>("curveClass")->currentIndex();
        const auto rows = [&](int answered) {
            return static_cast<double>(
                confusion[static_cast<std::size_t>(yes)][static_cast<std::size_t>(answered)]);
        };
        QCOMPARE(shown.panel().counts().hits, rows(yes));
        QCOMPARE(shown.panel().counts().misses, rows(1 - yes));
    }

    void theSliderMovesAMarkOnEveryCurve()
    {
        const Shown shown(TaskKind::Binary);
        auto *slider = shown.child<QSlider>("thresholdSlider");
        slider->setValue(800);
        QCOMPARE(shown.child<QDoubleSpinBox>("thresholdValue")->value(), 0.8);
        const ThresholdCounts counts = shown.panel().counts();
        const auto markOf = [&](const char *chart) {
            const auto &marks = shown.child<LineChart>(chart)->marks();
            return marks.size() == 1 ? marks[0].at : QPointF(-1.0, -1.0);
        };
        QCOMPARE(markOf("rocChart"), QPointF(counts.falsePositiveRate(), counts.recall()));
        QCOMPARE(markOf("precisionChart"), QPointF(counts.recall(), counts.precision()));
        QCOMPARE(markOf("calibrationChart").x(), 0.8);
        const QPointF before = markOf("rocChart");
        slider->setValue(200);
        QVERIFY(markOf("rocChart").x() > before.x() && markOf("rocChart").y() > before.y());
    }

    void saysWhatAThresholdGives()
    {
        const Shown shown(TaskKind::Binary);
        shown.child<QDoubleSpinBox>("costOfMiss")->setValue(7.0);
        shown.child<QDoubleSpinBox>("costOfFalseAlarm")->setValue(2.0);
        const ThresholdCounts counts = shown.panel().counts();
        const QString text = shown.child<QLabel>("thresholdResult")->text();
        QVERIFY2(
            text.contains(
                QStringLiteral("%1 of %2 found").arg(counts.hits).arg(counts.hits + counts.misses)),
            qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("cost %1.").arg(counts.cost({7.0, 2.0}))),
                 qPrintable(text));
    }

    void theButtonFindsTheCheapest()
    {
        const Shown shown(TaskKind::Binary);
        shown.child<QDoubleSpinBox>("costOfMiss")->setValue(20.0);
        shown.child<QPushButton>("cheapestThreshold")->click();
        const double chosen = shown.panel().threshold();
        QVERIFY(chosen < 0.5);
        const double least = shown.panel().counts().cost({20.0, 1.0});
        auto *slider = shown.child<QSlider>("thresholdSlider");
        for (int step = 0; step <= 1000; step += 5) {
            slider->setValue(step);
            QVERIFY(shown.panel().counts().cost({20.0, 1.0}) >= least);
        }
    }

    void theCostsStartAsTheTaskPageHasThem()
    {
        const Shown shown(TaskKind::Binary, {5.0, 0.5});
        auto *miss = shown.child<QDoubleSpinBox>("costOfMiss");
        const auto *origin = shown.child<QLabel>("costOrigin");
        QCOMPARE(miss->value(), 5.0);
        QCOMPARE(shown.child<QDoubleSpinBox>("costOfFalseAlarm")->value(), 0.5);
        QVERIFY(!origin->isHidden());
        QVERIFY2(origin->text().startsWith(QStringLiteral("These costs")),
                 qPrintable(origin->text()));
        const QString cost =
            QStringLiteral("cost %1.").arg(shown.panel().counts().cost({5.0, 0.5}));
        QVERIFY(shown.child<QLabel>("thresholdResult")->text().contains(cost));
        miss->setValue(6.0);
        QVERIFY2(origin->text().contains(QStringLiteral("a miss costs 5 and a false alarm 0.5")),
                 qPrintable(origin->text()));
    }

    void theOtherClassHasTheCostsTheOtherWay()
    {
        const Shown shown(TaskKind::Binary, {5.0, 0.5});
        auto *label = shown.child<QComboBox>("curveClass");
        const double before = shown.panel().counts().cost({5.0, 0.5});
        label->setCurrentIndex(1 - label->currentIndex());
        QCOMPARE(shown.panel().costs(), (ErrorCosts{0.5, 5.0}));
        QCOMPARE(shown.panel().counts().cost(shown.panel().costs()), before);
    }

    void withoutCostsNothingIsSaidOfThem()
    {
        const Shown shown(TaskKind::Binary);
        QVERIFY(shown.child<QLabel>("costOrigin")->isHidden());
        QCOMPARE(shown.panel().costs(), (ErrorCosts{1.0, 1.0}));
    }

    void everyClassHasItsOwn()
    {
        const Shown shown(TaskKind::MultiClass);
        auto *label = shown.child<QComboBox>("curveClass");
        shown.child<QSlider>("thresholdSlider")->setValue(900);
        const ThresholdCounts before = shown.panel().counts();
        label->setCurrentIndex(label->currentIndex() == 2 ? 1 : 2);
        QCOMPARE(shown.panel().threshold(), 0.5);
        QVERIFY(before.hits + before.misses !=
                    shown.panel().counts().hits + shown.panel().counts().misses ||
                before.hits != shown.panel().counts().hits);
    }

    void withoutAnIntervalThereIsNoBand()
    {
        const Shown shown(TaskKind::Regression);
        QVERIFY(shown.child<QLabel>("intervalSentence")->isHidden());
    }

    void theIntervalIsSaidWithItsCoverage()
    {
        RecordWishes wishes;
        wishes.task = TaskKind::Regression;
        const StudyRecord record = sampleRecord(wishes);
        ResultAnalysis analysis = analyseResult(record);
        analysis.intervalWidth = 3.25;
        analysis.intervalCoverage = 0.893;
        ErrorsTab tab;
        tab.setAnalysis(analysis, -1, QStringLiteral("answer"));
        const auto *words = tab.findChild<QLabel *>(QStringLiteral("intervalSentence"));
        QVERIFY(!words->isHidden());
        QVERIFY2(words->text().contains(QStringLiteral("3.25")) &&
                     words->text().contains(QStringLiteral("89.3")),
                 qPrintable(words->text()));
        analysis.isLocked = false; // the same rows made it: nothing is proved by them
        tab.setAnalysis(analysis, -1, QStringLiteral("answer"));
        QVERIFY(!words->text().contains(QStringLiteral("89.3")));
    }
};

QTEST_MAIN(TestThresholdPanel)
#include "tst_threshold_panel.moc"
