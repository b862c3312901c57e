// SPDX-License-Identifier: GPL-3.0-or-later
// Zooming into charts that have no axes.
#include "ui/charts/bar_list.h"
#include "ui/results/clickable_matrix.h"

#include <QApplication>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace leptune;

namespace {

class OpenMatrix : public ClickableMatrix {
public:
    using ClickableMatrix::ClickableMatrix;
    using ClickableMatrix::rectOf;
    PlotFrame now() const { return frame(); }
};

class OpenBars : public BarList {
public:
    PlotFrame now() const { return frame(); }
};

void fill(OpenMatrix &matrix, int classes)
{
    matrix.resize(500, 500);
    QStringList labels;
    for (int i = 0; i < classes; ++i)
        labels << QString(QChar(u'a' + i));
    std::vector<std::vector<std::uint64_t>> counts(labels.size());
    for (std::size_t truth = 0; truth < counts.size(); ++truth)
        for (std::size_t answer = 0; answer < counts.size(); ++answer)
            counts[truth].push_back(100 * truth + answer);
    matrix.setMatrix(labels, counts);
}

void turnWheel(QWidget &widget, QPointF at, Qt::KeyboardModifiers modifiers = {})
{
    QWheelEvent turn(at, widget.mapToGlobal(at), {}, {0, 120}, Qt::NoButton, modifiers,
                     Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &turn);
}

void drag(QWidget &widget, QPoint from, QPoint to)
{
    QTest::mousePress(&widget, Qt::LeftButton, {}, from);
    QTest::mouseMove(&widget, to);
    QTest::mouseRelease(&widget, Qt::LeftButton, {}, to);
}

} // namespace

class TestChartZoom : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsWhichCellIsWhere()
    {
        OpenMatrix matrix;
        fill(matrix, 5);
        for (const QPoint cell : {QPoint(0, 0), QPoint(4, 0), QPoint(2, 3)})
            QCOMPARE(matrix.cellAt(matrix.rectOf(matrix.now(), cell).center()).value(), cell);
        QVERIFY(!matrix.cellAt({1.0, 1.0}));
    }

    void marksAPartOfTheClassesWithTheMouse()
    {
        OpenMatrix matrix;
        fill(matrix, 20);
        const QSignalSpy clicks(&matrix, &ClickableMatrix::cellClicked);
        const QRectF wide = matrix.rectOf(matrix.now(), {5, 5});
        drag(matrix, wide.topLeft().toPoint(),
             matrix.rectOf(matrix.now(), {8, 8}).bottomRight().toPoint());
        QVERIFY(matrix.rectOf(matrix.now(), {5, 5}).width() > 3.0 * wide.width());
        QCOMPARE(matrix.cellAt(matrix.now().area.center() + QPointF(2, 2)).value(), QPoint(7, 7));
        QVERIFY(matrix.rectOf(matrix.now(), {0, 0}).isEmpty());
        QCOMPARE(clicks.size(), 0); // it was no click

        QTest::keyClick(&matrix, Qt::Key_0);
        QVERIFY(std::abs(matrix.rectOf(matrix.now(), {5, 5}).width() - wide.width()) < 1e-6);
    }

    void neverShowsMoreThanAllClasses()
    {
        OpenMatrix matrix;
        fill(matrix, 4);
        const QRectF first = matrix.rectOf(matrix.now(), {0, 0});
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(&matrix, Qt::Key_Minus);
        QCOMPARE(matrix.rectOf(matrix.now(), {0, 0}), first);
        turnWheel(matrix, matrix.now().area.center());
        QVERIFY(matrix.now().xHigh - matrix.now().xLow < 4.0);
        fill(matrix, 3); // another model's classes
        QCOMPARE(matrix.now().xHigh, 3.0);
        QCOMPARE(matrix.now().xLow, 0.0);
    }

    void keysLeaveThePartTheyWalkOutOf()
    {
        OpenMatrix matrix;
        fill(matrix, 20);
        drag(matrix, matrix.rectOf(matrix.now(), {10, 10}).topLeft().toPoint(),
             matrix.rectOf(matrix.now(), {12, 12}).bottomRight().toPoint());
        QVERIFY(matrix.now().xLow > 5.0);
        QTest::keyClick(&matrix, Qt::Key_Right); // the keys began at the first cell
        QCOMPARE(matrix.now().xLow, 0.0);
    }

    void stretchesSmallBarsBesideALargeOne()
    {
        OpenBars bars;
        bars.resize(500, 200);
        bars.setAmounts({{QStringLiteral("large"), 1.0, 0.0}, {QStringLiteral("small"), 0.01, 0}});
        const PlotFrame whole = bars.now();
        const double small = whole.at(0.01, 0).x() - whole.at(0.0, 0).x();
        drag(bars, whole.area.topLeft().toPoint(),
             {static_cast<int>(whole.at(0.05, 0).x()), static_cast<int>(whole.area.top()) + 30});
        QVERIFY(bars.now().at(0.01, 0).x() - bars.now().at(0.0, 0).x() > 5.0 * small);
        QCOMPARE(bars.now().yHigh, 1.0);
        QTest::mouseDClick(&bars, Qt::LeftButton);
        QCOMPARE(bars.now().xHigh, whole.xHigh);
    }

    void theWheelBringsTheKeysThatGoBack()
    {
        QWidget window;
        auto *other = new QLineEdit(&window);
        auto *matrix = new OpenMatrix(&window);
        fill(*matrix, 5);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        other->setFocus();
        turnWheel(*matrix, matrix->now().area.center());
        QVERIFY(matrix->hasFocus() && matrix->now().xHigh - matrix->now().xLow < 5.0);
        QTest::keyClick(window.focusWidget(), Qt::Key_0);
        QCOMPARE(matrix->now().xHigh - matrix->now().xLow, 5.0);
    }

    void leavesTheWheelToTheListUnlessCtrlIsHeld()
    {
        OpenBars bars;
        bars.resize(500, 200);
        bars.setAmounts({{QStringLiteral("one"), 1.0, 0.0}, {QStringLiteral("two"), 0.5, 0.0}});
        const double whole = bars.now().xHigh;
        turnWheel(bars, bars.now().area.center());
        QCOMPARE(bars.now().xHigh, whole);
        turnWheel(bars, bars.now().area.center(), Qt::ControlModifier);
        QVERIFY(bars.now().xHigh < whole);
    }
};

QTEST_MAIN(TestChartZoom)
#include "tst_chart_zoom.moc"
