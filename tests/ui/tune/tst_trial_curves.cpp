// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/epoch_plot.h"
#include "ui/tune/trial_curves.h"

#include <QLocale>
#include <QtTest>

#include <cmath>

using namespace leptune;

namespace {

TrialProgress epoch(int trial, int number, int total = 100)
{
    TrialProgress progress;
    progress.trial = trial;
    progress.folds = 5;
    progress.iteration = number;
    progress.total = total;
    progress.trainLoss = 1.0 / number;
    progress.validationLoss = 1.2 / number;
    progress.metric = 0.9;
    progress.sparsity = number > 40 ? 0.87 : 0.0;
    progress.weightBits = number > 60 ? 3 : 0;
    progress.bytes = 20'000U - 100U * static_cast<unsigned>(number);
    return progress;
}

TrialProgress round(int trial, int number)
{
    TrialProgress progress;
    progress.trial = trial;
    progress.iteration = number;
    progress.trainLoss = progress.validationLoss = 1.0 / number;
    return progress;
}

/// With plain blanks.
QStringList captions(const EpochPlot &plot)
{
    return plot.captions().replaceInStrings(QStringLiteral("\u00A0"), QStringLiteral(" "));
}

LearningCurve networkCurve(int epochs)
{
    TrialCurves curves;
    for (int number = 1; number <= epochs; ++number)
        curves.add(epoch(3, number), "nn-3", "nn");
    return *curves.find(3);
}

} // namespace

class TestTrialCurves : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void keepsWhatANetworkTellsByEpoch()
    {
        const LearningCurve curve = networkCurve(70);
        QCOMPARE(curve.train.size(), 70);
        QCOMPARE(curve.sparsity[40], QPointF(41.0, 0.87));
        QCOMPARE(curve.bits.last(), QPointF(70.0, 3.0));
        QCOMPARE(curve.bytes.first(), QPointF(1.0, 19'900.0));
        QCOMPARE(curve.metric.last().y(), 0.9);
    }

    void aBoosterHasNoWeights()
    {
        TrialCurves curves;
        curves.add(round(1, 1), "boosting-1", "boosting");
        QVERIFY(curves.find(1)->bytes.isEmpty() && curves.find(1)->sparsity.isEmpty());
        QVERIFY(curves.find(1)->metric.isEmpty());
    }

    void aFoldOrASecondRunBeginsAnew()
    {
        TrialCurves curves;
        for (int number = 1; number <= 9; ++number)
            curves.add(epoch(3, number), "nn-3", "nn");
        curves.add(epoch(3, 1), "nn-3", "nn");
        QCOMPARE(curves.find(3)->train.size(), 1);
        QCOMPARE(curves.find(3)->bytes.size(), 1);
        TrialProgress next = epoch(3, 2);
        next.fold = 1;
        curves.add(next, "nn-3", "nn");
        QCOMPARE(curves.find(3)->validation.size(), 1);
        QCOMPARE(curves.find(3)->fold, 1);
    }

    /// A session of hours: a million rounds and thousands of trials.
    void neverGrowsWithoutBound()
    {
        TrialCurves curves;
        for (int number = 1; number <= 1'000'000; ++number)
            curves.add(round(1, number), "boosting-1", "boosting");
        const LearningCurve &curve = *curves.find(1);
        QVERIFY(curve.train.size() < 2 * TrialCurves::kMostPoints);
        QCOMPARE(curve.train.first().x(), 1.0);
        QCOMPARE(curve.train.last().x(), 1e6);
        curves.end(1, {});
        QVERIFY(curves.find(1)->train.size() <= TrialCurves::kMostPointsOfEnded);
        for (int trial = 2; trial < 3000; ++trial) {
            curves.add(round(trial, 1), "boosting", "boosting");
            curves.end(trial, {});
        }
        int known = 0;
        for (int trial = 0; trial < 3000; ++trial)
            known += curves.find(trial) ? 1 : 0;
        QCOMPARE(known, static_cast<int>(TrialCurves::kMostEnded));
        QVERIFY(!curves.find(1) && curves.find(2999));
    }

    void stripsSayWhatTheNewestValuesAre()
    {
        EpochPlot plot;
        plot.setCurve(networkCurve(70), QStringLiteral("AUC"));
        QCOMPARE(captions(plot),
                 QStringList({QStringLiteral("training 0.0143 · validation 0.0171, AUC 0.9000"),
                              QStringLiteral("87 % zeros · 3 bits"),
                              QStringLiteral("weights alone about 13 kB")}));
        plot.setCurve(networkCurve(20), QStringLiteral("AUC"));
        QCOMPARE(captions(plot).size(), 2); // nothing shrinks yet
        TrialCurves curves;
        curves.add(round(1, 4), "boosting-1", "boosting");
        plot.setCurve(*curves.find(1), QStringLiteral("AUC"));
        QCOMPARE(captions(plot), QStringList{QStringLiteral("training 0.250 · validation 0.250")});
    }

    void givesItsNumbers()
    {
        EpochPlot plot;
        plot.setCurve(networkCurve(70), QStringLiteral("AUC"));
        const ChartTable table = plot.chartTable();
        QCOMPARE(table.rows.size(), 70U);
        QCOMPARE(table.rows[69],
                 QStringLiteral("70,0.0142857143,0.0171428571,0.9,0.87,3,13000").split(u','));
    }

    void drawsEveryStateInBothThemes_data()
    {
        QTest::addColumn<int>("epochs");
        QTest::addColumn<bool>("dark");
        for (const bool dark : {false, true})
            for (const int epochs : {0, 1, 30, 100})
                QTest::addRow("%d epochs, %s", epochs, dark ? "dark" : "light") << epochs << dark;
    }
    /// The validation loss is drawn in its colour, and nothing is where there is no curve. With
    /// LEPTUNE_SCREENSHOTS set to a folder the pictures are kept.
    void drawsEveryStateInBothThemes()
    {
        QFETCH(int, epochs);
        QFETCH(bool, dark);
        EpochPlot plot;
        QPalette palette;
        palette.setColor(QPalette::Base, dark ? QColor(30, 30, 30) : QColor(Qt::white));
        palette.setColor(QPalette::Text, dark ? QColor(Qt::white) : QColor(Qt::black));
        plot.setPalette(palette);
        plot.setEmptyText(QStringLiteral("what will be here"));
        plot.resize(380, 260);
        if (epochs > 0)
            plot.setCurve(networkCurve(epochs), QStringLiteral("AUC"));
        const QImage image = plot.grab().toImage();
        if (const QString folder = qEnvironmentVariable("LEPTUNE_SCREENSHOTS"); !folder.isEmpty())
            image.save(folder + QStringLiteral("/curve, ") +
                       QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png"));
        QCOMPARE(image.pixelColor(1, 1), palette.color(QPalette::Base));
        const QColor line = ChartTheme::from(palette).line(1);
        int colored = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                colored += image.pixelColor(x, y) == line ? 1 : 0;
        QCOMPARE(colored > 0, epochs > 0);
    }
};

QTEST_MAIN(TestTrialCurves)
#include "tst_trial_curves.moc"
