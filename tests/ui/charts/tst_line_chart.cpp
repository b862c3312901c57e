// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_theme.h"
#include "ui/charts/curve_points.h"
#include "ui/charts/line_chart.h"

#include <QAction>
#include <QApplication>
#include <QChart>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineSeries>
#include <QTemporaryDir>
#include <QValueAxis>
#include <QWheelEvent>
#include <QtTest>

#include <cmath>

using namespace leptune;

namespace {

QList<QPointF> wave(int count)
{
    QList<QPointF> points;
    for (int i = 0; i < count; ++i)
        points.append({static_cast<double>(i), std::sin(i * 0.01)});
    return points;
}

QPalette darkPalette()
{
    QPalette dark;
    dark.setColor(QPalette::Base, QColor(30, 30, 34));
    dark.setColor(QPalette::Window, QColor(40, 40, 44));
    dark.setColor(QPalette::Text, QColor(230, 230, 230));
    dark.setColor(QPalette::WindowText, QColor(230, 230, 230));
    return dark;
}

QLineSeries *seriesOf(LineChart &chart, int index)
{
    return qobject_cast<QLineSeries *>(chart.chart()->series().at(index));
}

QValueAxis *axisOf(LineChart &chart, Qt::Orientation orientation)
{
    return qobject_cast<QValueAxis *>(chart.chart()->axes(orientation).first());
}

} // namespace

class TestLineChart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsNothingWhileItIsHidden()
    {
        LineChart chart;
        ChartLine line;
        line.points = wave(10);
        chart.setLines({line});
        QTest::qWait(3 * LineChart::kRedrawMilliseconds);
        QVERIFY(chart.chart()->series().isEmpty());
        chart.show();
        QCOMPARE(seriesOf(chart, 0)->count(), 10);
        chart.hide();
        line.points = wave(20);
        chart.setLines({line});
        QTest::qWait(3 * LineChart::kRedrawMilliseconds);
        QCOMPARE(seriesOf(chart, 0)->count(), 10);
        chart.show();
        QCOMPARE(seriesOf(chart, 0)->count(), 20);
    }

    void takesTenThousandPointsInNoTime()
    {
        LineChart chart;
        chart.resize(600, 300);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        const QList<QPointF> points = wave(10000);

        QElapsedTimer timer;
        timer.start();
        chart.setLines({{QStringLiteral("loss"), points, ChartLine::Form::Plain, {}, false}});
        chart.redraw();
        const qint64 took = timer.elapsed();

        QVERIFY2(took < 100, qPrintable(QStringLiteral("%1 ms").arg(took)));
        QVERIFY(seriesOf(chart, 0)->count() <= LineChart::kMostPoints);
    }

    void keepsSpikesWhenThinning()
    {
        QList<QPointF> points = wave(20000);
        points[7777].setY(9.0);

        const QList<QPointF> kept = thinned(points, 2000);

        QVERIFY(kept.size() <= 2000);
        QVERIFY(kept.contains(points[7777]));
        QCOMPARE(kept.first(), points.first());
        QCOMPARE(kept.last(), points.last());
        QCOMPARE(thinned(wave(10), 2000), wave(10));
    }

    void drawsManyChangesOnce()
    {
        LineChart chart;
        chart.resize(400, 200);
        chart.show(); // hidden charts draw nothing
        chart.setLines({{QStringLiteral("a"), wave(5), ChartLine::Form::Plain, {}, false}});
        chart.redraw();
        QSignalSpy changes(seriesOf(chart, 0), &QXYSeries::pointsReplaced);
        for (int i = 0; i < 50; ++i)
            chart.setLines(
                {{QStringLiteral("a"), wave(10 + i), ChartLine::Form::Plain, {}, false}});
        QTRY_COMPARE(changes.count(), 1);
        QCOMPARE(seriesOf(chart, 0)->count(), 59);
    }

    void growsItsAxesOnlyUntilReset()
    {
        LineChart chart;
        chart.setGrowing(true);
        chart.setLines({{QStringLiteral("a"), wave(90), ChartLine::Form::Plain, {}, false}});
        chart.redraw();
        const double wide = axisOf(chart, Qt::Horizontal)->max();
        chart.setLines({{QStringLiteral("a"), wave(10), ChartLine::Form::Plain, {}, false}});
        chart.redraw();
        QCOMPARE(axisOf(chart, Qt::Horizontal)->max(), wide);
        chart.resetAxes();
        chart.redraw();
        QVERIFY(axisOf(chart, Qt::Horizontal)->max() < wide);
    }

    void isNotFlattenedByOneHopelessTrial()
    {
        LineChart chart;
        chart.setLines(
            {{QStringLiteral("best"), {{0, 0.7}, {10, 0.9}}, ChartLine::Form::Thick, {}, true}});
        chart.setMarks({{{5, 0.85}, "boosting", {}}, {{6, -40.0}, "svm", {}}});
        chart.redraw();
        QVERIFY(axisOf(chart, Qt::Vertical)->min() > 0.0);
    }

    void doesNotReachOutForAReferenceLine()
    {
        LineChart chart;
        chart.setLines(
            {{QStringLiteral("best"), {{0, 0.97}, {10, 0.99}}, ChartLine::Form::Thick, {}, true},
             {QStringLiteral("baseline"),
              {{0, 0.5}, {10, 0.5}},
              ChartLine::Form::Dashed,
              {},
              false}});
        chart.redraw();
        QVERIFY(axisOf(chart, Qt::Vertical)->min() > 0.9);
        chart.setLines({{QStringLiteral("baseline"),
                         {{0, 0.5}, {10, 0.5}},
                         ChartLine::Form::Dashed,
                         {},
                         false}});
        chart.redraw();
        QVERIFY(axisOf(chart, Qt::Vertical)->min() < 0.5);
    }

    void zoomsByWheelDragAndKeysAndComesBack()
    {
        LineChart chart;
        chart.resize(500, 300);
        chart.setLines({{QStringLiteral("a"), wave(100), ChartLine::Form::Plain, {}, false}});
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        chart.redraw();
        const QValueAxis &x = *axisOf(chart, Qt::Horizontal);
        const QValueAxis &y = *axisOf(chart, Qt::Vertical);
        const double xLow = x.min(), xHigh = x.max(), yLow = y.min(), yHigh = y.max();
        const QRectF area = chart.chart()->plotArea();
        const QPoint middle = area.center().toPoint();

        QWheelEvent in(middle, chart.mapToGlobal(middle), {}, {0, 120}, Qt::NoButton,
                       Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(chart.viewport(), &in);
        QVERIFY(std::abs((x.max() - x.min()) - 0.8 * (xHigh - xLow)) < 1e-6);
        QVERIFY(std::abs((y.max() - y.min()) - 0.8 * (yHigh - yLow)) < 1e-6);
        QTest::keyClick(&chart, Qt::Key_Minus);
        QVERIFY(std::abs(x.max() - xHigh) < 0.02 * (xHigh - xLow));
        QTest::keyClick(&chart, Qt::Key_0);
        QCOMPARE(x.max(), xHigh);

        const QPoint from(static_cast<int>(area.left() + 0.2 * area.width()), 60);
        const QPoint to(static_cast<int>(area.left() + 0.6 * area.width()), 160);
        QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(chart.viewport(), to);
        QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, to);
        QVERIFY(std::abs(x.min() - (xLow + 0.2 * (xHigh - xLow))) < 0.01 * (xHigh - xLow));
        QVERIFY(std::abs(x.max() - (xLow + 0.6 * (xHigh - xLow))) < 0.01 * (xHigh - xLow));
        // It stays while the chart is fed.
        chart.setLines({{QStringLiteral("a"), wave(120), ChartLine::Form::Plain, {}, false}});
        chart.redraw();
        QVERIFY(x.max() < 0.7 * xHigh);
        QTest::mouseDClick(chart.viewport(), Qt::LeftButton);
        QVERIFY(x.max() >= xHigh);
        QCOMPARE(y.min(), yLow);
    }

    void offersTheWayBackOnceItIsZoomed()
    {
        LineChart chart;
        chart.resize(500, 300);
        chart.setLines({{QStringLiteral("a"), wave(100), ChartLine::Form::Plain, {}, false}});
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        chart.redraw();
        QVERIFY(!chart.findChild<QAction *>(QStringLiteral("chartReset")));
        QTest::keyClick(&chart, Qt::Key_Plus);
        const double zoomed = axisOf(chart, Qt::Horizontal)->max();
        auto *reset = chart.findChild<QAction *>(QStringLiteral("chartReset"));
        QVERIFY(reset);
        reset->trigger();
        QVERIFY(axisOf(chart, Qt::Horizontal)->max() > zoomed);
    }

    void leavesOutWhatIsNoNumber()
    {
        LineChart chart;
        chart.setLines({{QStringLiteral("a"),
                         {{0, 1}, {1, std::nan("")}, {2, 3}},
                         ChartLine::Form::Plain,
                         {},
                         false}});
        chart.redraw();
        QCOMPARE(seriesOf(chart, 0)->count(), 2);
        QVERIFY(std::isfinite(axisOf(chart, Qt::Vertical)->max()));
    }

    void followsThePalette()
    {
        LineChart chart;
        chart.resize(300, 200);
        chart.setLines({{QStringLiteral("a"), wave(50), ChartLine::Form::Plain, {}, false}});
        chart.redraw();
        const QColor light = axisOf(chart, Qt::Vertical)->labelsColor();
        chart.setPalette(darkPalette());
        QVERIFY(axisOf(chart, Qt::Vertical)->labelsColor() != light);
        QCOMPARE(axisOf(chart, Qt::Vertical)->labelsColor(), ChartTheme::from(darkPalette()).muted);
        QCOMPARE(chart.chart()->backgroundBrush().color(), QColor(30, 30, 34));
    }

    void savesPngSvgAndCsv()
    {
        QTemporaryDir folder;
        LineChart chart;
        chart.resize(300, 200);
        chart.setName(QStringLiteral("Score"));
        chart.setAxisTitles(QStringLiteral("seconds"), QStringLiteral("AUC"));
        chart.setLines({{QStringLiteral("best, single"),
                         {{0, 0.5}, {1, 0.75}},
                         ChartLine::Form::Plain,
                         {},
                         false}});

        for (const QString &suffix :
             {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("csv")})
            QVERIFY(chart.exporter().saveTo(folder.filePath(QStringLiteral("c.") + suffix)));

        QCOMPARE(QImage(folder.filePath(QStringLiteral("c.png"))).size(), QSize(600, 400));
        QFile svg(folder.filePath(QStringLiteral("c.svg")));
        QVERIFY(svg.open(QIODevice::ReadOnly) && svg.readAll().contains("<svg"));
        QFile csv(folder.filePath(QStringLiteral("c.csv")));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll(),
                 QByteArray("line,seconds,AUC\n\"best, single\",0,0.5\n\"best, single\",1,0.75\n"));
    }

    void saysOnTheChartThatItCouldNotSave()
    {
        LineChart chart;
        chart.resize(300, 200);
        chart.show();
        QVERIFY(!chart.exporter().saveTo(QStringLiteral("/no/such/folder/c.png")));
        auto *note = chart.findChild<QLabel *>(QStringLiteral("chartNote"));
        QVERIFY(note && note->isVisible());
        QVERIFY(note->text().contains(QStringLiteral("/no/such/folder/c.png")));
    }
};

QTEST_MAIN(TestLineChart)
#include "tst_line_chart.moc"
