// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/registry.h"
#include "ui/charts/bar_list.h"
#include "ui/charts/confusion_matrix_view.h"
#include "ui/charts/family_style.h"
#include "ui/charts/lanes_view.h"
#include "ui/charts/marker_stamps.h"
#include "ui/charts/scatter_plot.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFile>
#include <QMimeData>
#include <QPainter>
#include <QSet>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <string>
#include <vector>

using namespace leptune;

namespace {

/// Shows what is protected: where data lie.
class OpenScatter : public ScatterPlot {
public:
    PlotFrame now() const { return frame(); }
};

std::vector<ScatterPoint> somePoints()
{
    return {{1.0, 0.5, "linear", QStringLiteral("l")},
            {100.0, 0.9, "boosting", QStringLiteral("b")},
            {std::nan(""), 0.9, "svm", {}}};
}

} // namespace

class TestPlotCanvas : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesOutPointsThatAreNoNumbers()
    {
        ScatterPlot plot;
        plot.setPoints(somePoints());
        QCOMPARE(plot.points().size(), 2U);
    }

    void zoomsByWheelDragAndKeysAndComesBack()
    {
        OpenScatter plot;
        plot.resize(400, 300);
        plot.setPoints({{0, 0, "linear", {}}, {10, 10, "linear", {}}});
        const PlotFrame whole = plot.now();

        QTest::keyClick(&plot, Qt::Key_Plus);
        QVERIFY(plot.now().xHigh - plot.now().xLow < whole.xHigh - whole.xLow);
        QTest::keyClick(&plot, Qt::Key_0);
        QCOMPARE(plot.now().xHigh, whole.xHigh);

        const QPoint from = whole.at(2, 2).toPoint();
        const QPoint to = whole.at(6, 8).toPoint();
        QTest::mousePress(&plot, Qt::LeftButton, {}, from);
        QTest::mouseMove(&plot, to);
        QTest::mouseRelease(&plot, Qt::LeftButton, {}, to);
        QVERIFY(std::abs(plot.now().xLow - 2.0) < 0.1 && std::abs(plot.now().yHigh - 8.0) < 0.1);
        QTest::mouseDClick(&plot, Qt::LeftButton);
        QCOMPARE(plot.now().yHigh, whole.yHigh);
    }

    /// Without an end to it, lines without a place made Qt divide by zero.
    void endsZoomingWhereNumbersWouldRunOut()
    {
        for (const bool isLog : {false, true})
            for (const Qt::Key key : {Qt::Key_Minus, Qt::Key_Plus}) {
                OpenScatter plot;
                plot.resize(400, 300);
                plot.setLogX(isLog);
                plot.setPoints({{1, 0.1, "linear", {}}, {1000, 0.9, "linear", {}}});
                const PlotFrame whole = plot.now();
                for (int i = 0; i < 4000; ++i)
                    QTest::keyClick(&plot, key);
                const PlotFrame last = plot.now();
                QVERIFY(key == Qt::Key_Minus ? last.xHigh > whole.xHigh : last.xHigh < whole.xHigh);
                for (const double x : {1.0, 1000.0})
                    QVERIFY(std::abs(last.at(x, 0.5).x()) < 1e9);
                plot.grab();
            }
    }

    void tellsEqualScoresFromAWorseOne()
    {
        OpenScatter plot;
        plot.resize(400, 300);
        plot.setPoints({{1, 0.79, "linear", {}},
                        {2, 0.79, "linear", {}},
                        {3, 0.79, "linear", {}},
                        {4, 0.74, "knn", {}}});
        QVERIFY(plot.now().yLow <= 0.74 && plot.now().yHigh >= 0.79);
    }

    void mapsPixelsBackOnALogAxis()
    {
        PlotFrame frame;
        frame.area = QRectF(50, 10, 300, 200);
        frame.xLow = 1.0;
        frame.xHigh = 1000.0;
        frame.logX = true;
        QCOMPARE(frame.at(10.0, 0.0).x(), 150.0);
        QCOMPARE(frame.xOf(250.0), 100.0);
        QCOMPARE(frame.yOf(frame.at(1.0, 0.25).y()), 0.25);
    }

    void copiesPictureAndNumbers()
    {
        ScatterPlot plot;
        plot.resize(200, 150);
        plot.setAxisTitles(QStringLiteral("kB"), QStringLiteral("AUC"));
        plot.setPoints(somePoints());

        plot.exporter().copyNumbers();
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("family\tkB\tAUC\nlinear\t1\t0.5\nboosting\t100\t0.9\n"));
        plot.exporter().copyPicture();
        QVERIFY(QApplication::clipboard()->mimeData()->hasImage());
    }

    void offersTheSameActionsEverywhere()
    {
        ScatterPlot scatter;
        BarList bars;
        for (QWidget *chart : {static_cast<QWidget *>(&scatter), static_cast<QWidget *>(&bars)}) {
            QSet<QString> names;
            for (const QAction *action : chart->actions())
                names << action->objectName();
            QVERIFY(names.contains({QStringLiteral("chartCopy")}) &&
                    names.contains(QStringLiteral("chartPng")) &&
                    names.contains(QStringLiteral("chartSvg")) &&
                    names.contains(QStringLiteral("chartCsv")));
        }
    }

    void followsThePalette()
    {
        LanesView lanes;
        lanes.resize(200, 100);
        lanes.setLanes(2, {{0, 1, 0.0, 2.0, "linear", QStringLiteral("linear-1"), false}}, 3.0);
        QPalette dark;
        dark.setColor(QPalette::Base, QColor(20, 20, 20));
        dark.setColor(QPalette::Text, Qt::white);
        lanes.setPalette(dark);
        QCOMPARE(lanes.grab().toImage().pixelColor(3, 3), QColor(20, 20, 20));
    }

    void countsWhatWasAnsweredForWhichTruth()
    {
        ConfusionMatrixView view;
        view.resize(300, 300);
        view.setMatrix({QStringLiteral("no"), QStringLiteral("yes")}, {{50, 3}, {7, 40}});
        QCOMPARE(view.count(0, 1), 3U);
        QCOMPARE(view.count(1, 0), 7U);
        QCOMPARE(view.chartTable().text(QLatin1Char(',')),
                 QStringLiteral("truth \\ answered,no,yes\nno,50,3\nyes,7,40\n"));
        QVERIFY(!view.grab().isNull());
    }

    void showsNegativeImportanceToo()
    {
        BarList bars;
        bars.setAmounts({{QStringLiteral("a"), 0.3, 0.02}, {QStringLiteral("b"), -0.01, 0.0}});
        bars.setAmountTitle(QStringLiteral("AUC"));
        bars.resize(bars.sizeHint());
        QVERIFY(!bars.grab().isNull());
        QCOMPARE(bars.chartTable().rows[1][1], QStringLiteral("-0.01"));
    }

    void writesRunningTrialsWithoutAnEnd()
    {
        LanesView lanes;
        lanes.setLanes(1, {{0, 4, 1.0, std::nan(""), "nn", QStringLiteral("nn-4"), false}}, 5.0);
        QCOMPARE(lanes.chartTable().rows[0].last(), QString());
    }

    void aClickPicksWhatHasAKey()
    {
        OpenScatter plot;
        plot.resize(400, 300);
        plot.setPoints({{2, 2, "linear", {}, false, 7}, {8, 8, "boosting", {}}});
        QSignalSpy picked(&plot, &ScatterPlot::pointPicked);
        QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.now().at(8, 8).toPoint());
        QCOMPARE(picked.count(), 0);
        QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.now().at(2, 2).toPoint());
        QCOMPARE(picked.count(), 1);
        QCOMPARE(picked[0][0].toInt(), 7);
    }

    void drawsTenThousandMarkersInTime()
    {
        ScatterPlot plot;
        plot.resize(500, 300);
        std::vector<ScatterPoint> points;
        for (int i = 0; i < 10'000; ++i)
            points.push_back({static_cast<double>(i % 313),
                              static_cast<double>(i % 997),
                              i % 2 ? "forest" : "boosting",
                              {},
                              i % 3 == 0,
                              i});
        plot.setPoints(points);
        QImage image(plot.size(), QImage::Format_ARGB32_Premultiplied);
        plot.render(&image);
        QElapsedTimer timer;
        timer.start();
        plot.render(&image);
        QVERIFY2(timer.elapsed() < 100, qPrintable(QString::number(timer.elapsed())));
    }

    /// A stamp looks like the marker that it stands for.
    void aStampIsTheMarker()
    {
        const ChartTheme theme = ChartTheme::from(QApplication::palette());
        const auto inkOf = [&](bool stamped) {
            QImage image(40, 40, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.setRenderHint(QPainter::Antialiasing);
            const QPointF at(20.5, 20.5);
            const FamilyStyle style = familyStyle("forest");
            if (stamped)
                MarkerStamps(painter, theme, 5.0).draw("forest", at, MarkerStamps::Look::Full);
            else
                drawMarker(painter, style.marker, at, 5.0, style.color,
                           blend(theme.text, style.color, 0.35));
            painter.end();
            return image;
        };
        const QImage stamp = inkOf(true), marker = inkOf(false);
        for (int y = 0; y < stamp.height(); ++y)
            for (int x = 0; x < stamp.width();
                 ++x) { // fill and outline, each rounded twice at its edge
                const QColor a = stamp.pixelColor(x, y), b = marker.pixelColor(x, y);
                const int off =
                    std::max({std::abs(a.red() - b.red()), std::abs(a.green() - b.green()),
                              std::abs(a.blue() - b.blue())});
                QVERIFY2(off <= 4,
                         qPrintable(QStringLiteral("%1 at %2, %3").arg(off).arg(x).arg(y)));
            }
        QVERIFY(stamp.pixelColor(20, 20) != QColor(Qt::white));
    }

    void givesEveryFamilyItsColourAndShape()
    {
        QSet<QString> looks;
        std::vector<std::string> families{"ensemble"};
        for (const Learner *learner : allLearners())
            families.push_back(learner->name());
        for (const std::string &family : families) {
            const FamilyStyle style = familyStyle(family);
            looks << style.color.name() << QString::number(static_cast<int>(style.marker));
            QVERIFY2(style.title.toStdString() != family || family == "ensemble", family.c_str());
        }
        QCOMPARE(looks.size(), 2 * static_cast<int>(families.size()));
        QVERIFY(familyStyle("realmlp").learnsInEpochs && !familyStyle("boosting").learnsInEpochs);
        QVERIFY(familyStyle("a new family").color.isValid());
    }
};

QTEST_MAIN(TestPlotCanvas)
#include "tst_plot_canvas.moc"
