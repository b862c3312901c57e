// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/parallel_plot.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace leptune;

namespace {

const double kNone = std::nan("");

std::vector<ParallelAxis> axes()
{
    return {{QStringLiteral("rate"), 0.01, 1.0, true, {}},
            {QStringLiteral("kind"), 0.0, 0.0, false, {QStringLiteral("a"), QStringLiteral("b")}},
            {QStringLiteral("AUC"), 0.5, 1.0, false, {}}};
}

std::vector<ParallelLine> lines()
{
    return {{3, {0.01, 0.0, 0.6}}, {5, {0.1, 1.0, 0.9}}, {8, {1.0, kNone, 0.7}}};
}

void drag(ParallelPlot &plot, QPoint from, QPoint to)
{
    QTest::mousePress(&plot, Qt::LeftButton, {}, from);
    QTest::mouseMove(&plot, (from + to) / 2);
    QTest::mouseMove(&plot, to);
    QTest::mouseRelease(&plot, Qt::LeftButton, {}, to);
}

} // namespace

class TestParallelPlot : public QObject {
    Q_OBJECT
private:
    static std::unique_ptr<ParallelPlot> makePlot()
    {
        auto plot = std::make_unique<ParallelPlot>();
        plot->resize(600, 300);
        plot->setPlot(axes(), lines(), true);
        return plot;
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void placesValuesOnTheirAxes()
    {
        const std::vector<ParallelAxis> all = axes();
        QCOMPARE(all[0].unitOf(0.1), 0.5);
        QVERIFY(std::abs(all[0].valueAt(0.5) - 0.1) < 1e-12);
        QCOMPARE(all[1].unitOf(1.0), 0.75);
        QCOMPARE(all[1].textOf(1.0), QStringLiteral("b"));
        QCOMPARE(all[2].unitOf(0.75), 0.5);
        QVERIFY(std::isnan(all[2].unitOf(kNone)));
    }

    void aRangeKeepsWhatLiesWithin()
    {
        const auto plot = makePlot();
        QSignalSpy changed(plot.get(), &ParallelPlot::rangesChanged);
        QCOMPARE(plot->keysWithin(), (std::vector<int>{3, 5, 8}));
        plot->setRange(2, std::pair(0.65, 1.0));
        QCOMPARE(plot->keysWithin(), (std::vector<int>{5, 8}));
        plot->setRange(1, std::pair(0.5, 1.5)); // "b"; what has no kind is not within
        QCOMPARE(plot->keysWithin(), (std::vector<int>{5}));
        QVERIFY(plot->hasRanges());
        plot->clearRanges();
        QCOMPARE(plot->keysWithin().size(), 3U);
        QCOMPARE(changed.count(), 3);
    }

    void draggingAlongAnAxisMarksARangeAndAClickGivesItUp()
    {
        const auto plot = makePlot();
        QSignalSpy changed(plot.get(), &ParallelPlot::rangesChanged);
        const QPoint low = plot->placeOf(2, 0.65).toPoint(), high = plot->placeOf(2, 0.8).toPoint();
        drag(*plot, low, high);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(plot->keysWithin(), (std::vector<int>{8}));
        // The range as a whole is moved by its middle.
        drag(*plot, plot->placeOf(2, 0.72).toPoint(), plot->placeOf(2, 0.9).toPoint());
        QCOMPARE(plot->keysWithin(), (std::vector<int>{5}));
        QTest::mouseClick(plot.get(), Qt::LeftButton, {}, plot->placeOf(2, 0.55).toPoint());
        QVERIFY(!plot->hasRanges());
    }

    void keysDoWhatTheMouseDoes()
    {
        const auto plot = makePlot();
        QTest::keyClick(plot.get(), Qt::Key_Right);
        QTest::keyClick(plot.get(), Qt::Key_Right);
        plot->setRange(2, std::pair(0.95, 1.0));
        QVERIFY(plot->hasRanges());
        QCOMPARE(plot->keysWithin(), (std::vector<int>{})); // 0.9 is below it
        for (int i = 0; i < 3; ++i)                         // each a twentieth of the axis
            QTest::keyClick(plot.get(), Qt::Key_Down);
        QCOMPARE(plot->keysWithin(), (std::vector<int>{5}));
        QTest::keyClick(plot.get(), Qt::Key_Left);
        QTest::keyClick(plot.get(), Qt::Key_Down); // the lower third of the kinds
        QCOMPARE(plot->keysWithin(), (std::vector<int>{}));
        QTest::keyClick(plot.get(), Qt::Key_Delete);
        QCOMPARE(plot->keysWithin(), (std::vector<int>{5}));
        QTest::keyClick(plot.get(), Qt::Key_Right);
        QTest::keyClick(plot.get(), Qt::Key_Delete);
        QVERIFY(!plot->hasRanges());
    }

    void rangesStayOnTheirAxesWhenTheDataGrow()
    {
        const auto plot = makePlot();
        plot->setRange(2, std::pair(0.65, 0.8));
        std::vector<ParallelAxis> wider = axes();
        wider[2].high = 1.5;
        std::vector<ParallelLine> more = lines();
        more.push_back({9, {0.2, 0.0, 0.78}});
        more.push_back({10, {0.2, 0.0, 1.4}});
        wider.erase(wider.begin());
        for (ParallelLine &line : more)
            line.values.erase(line.values.begin());
        plot->setPlot(wider, more, true);
        QCOMPARE(plot->keysWithin(), (std::vector<int>{8, 9}));
    }

    void aClickPicksALine()
    {
        const auto plot = makePlot();
        QSignalSpy picked(plot.get(), &ParallelPlot::linePicked);
        const QPointF from = plot->placeOf(0, 0.1), to = plot->placeOf(1, 1.0);
        QTest::mouseClick(plot.get(), Qt::LeftButton, {}, ((from + to) / 2.0).toPoint());
        QCOMPARE(picked.count(), 1);
        QCOMPARE(picked[0][0].toInt(), 5);
    }

    void tellsItsNumbers()
    {
        const auto plot = makePlot();
        const ChartTable table = plot->chartTable();
        QCOMPARE(table.header.join(u' '), QStringLiteral("trial rate kind AUC"));
        QCOMPARE(table.rows[1].join(u' '), QStringLiteral("5 0.1 b 0.9"));
        QCOMPARE(table.rows[2][2], QString());
    }

    void drawsTenThousandLinesInTime()
    {
        ParallelPlot plot;
        plot.resize(900, 260);
        std::vector<ParallelLine> many;
        for (int i = 0; i < 10'000; ++i)
            many.push_back({i,
                            {0.01 + 0.99 * (i % 101) / 100.0, static_cast<double>(i % 2),
                             0.5 + 0.5 * (i % 997) / 996.0}});
        plot.setPlot(axes(), many, true);
        QImage image(plot.size(), QImage::Format_ARGB32_Premultiplied);
        QElapsedTimer timer;
        timer.start();
        plot.render(&image);
        QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(plot.keysWithin().size(), 10'000U); // all count, whatever is drawn
    }

    void showsAPartOfAnAxisAndComesBack()
    {
        const auto plot = makePlot();
        const QPointF at = plot->placeOf(0, 0.1);
        QWheelEvent turn(at, plot->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, {},
                         Qt::NoScrollPhase, false);
        QApplication::sendEvent(plot.get(), &turn);
        QVERIFY(plot->axes()[0].low > 0.01 && plot->axes()[0].high < 1.0);
        QVERIFY(std::abs(plot->placeOf(0, 0.1).y() - at.y()) < 1.0);
        QCOMPARE(plot->axes()[2].low, 0.5);

        plot->setPlot(axes(), lines(), true); // further trials
        QVERIFY(plot->axes()[0].low > 0.01);

        QTest::keyClick(plot.get(), Qt::Key_0);
        QCOMPARE(plot->axes()[0].low, 0.01);
        QCOMPARE(plot->axes()[0].high, 1.0);
    }

    void keepsWhatIsMarkedWhileItZooms()
    {
        const auto plot = makePlot();
        plot->setRange(2, std::pair(0.65, 0.95));
        plot->zoomAxis(2, 0.8, 0.5);
        QVERIFY(plot->axes()[2].high - plot->axes()[2].low < 0.3);
        QCOMPARE(plot->keysWithin(), (std::vector<int>{5, 8}));
        plot->zoomAxis(2, 0.8, 100.0);
        QCOMPARE(plot->axes()[2].low, 0.5);
        QCOMPARE(plot->keysWithin(), (std::vector<int>{5, 8}));
    }

    void leavesChoicesWhole()
    {
        const auto plot = makePlot();
        plot->zoomAxis(1, 0.0, 0.5);
        QCOMPARE(plot->axes()[1].unitOf(1.0), 0.75);
    }
};

QTEST_MAIN(TestParallelPlot)
#include "tst_parallel_plot.moc"
