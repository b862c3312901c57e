// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/histogram_view.h"

#include "core/data/histogram.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

using namespace leptune;

class TestHistogramView : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<HistogramView> m_view;
    std::vector<double> m_values;

    void show(ColumnType type = ColumnType::Numeric)
    {
        m_view->setBars(histogramOf(m_values, 0.0, 1000.0), type, [this](double low, double high) {
            return histogramOf(m_values, low, high);
        });
    }
    double low() const { return m_view->bars().front().low; }
    double high() const { return m_view->bars().back().high; }
    void drag(double from, double to)
    {
        const int y = m_view->height() / 2;
        const QPoint begin(static_cast<int>(from * m_view->width()), y);
        const QPoint end(static_cast<int>(to * m_view->width()), y);
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, begin);
        QTest::mouseMove(m_view.get(), end);
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, end);
    }

private Q_SLOTS:
    void init()
    {
        m_values.clear();
        for (int i = 0; i <= 900; ++i)
            m_values.push_back(i / 10.0 + 0.05); // nearly all below 90
        m_values.push_back(0.0);
        m_values.push_back(1000.0);
        m_view = std::make_unique<HistogramView>();
        m_view->setName(QStringLiteral("income"));
        m_view->resize(400, 100);
        show();
        m_view->show();
        m_view->setFocus();
    }

    void aDragCountsThePartAnew()
    {
        QVERIFY(m_view->bars()[0].count > 400);
        drag(0.0, 0.1);
        QCOMPARE(low(), 0.0);
        QVERIFY2(std::abs(high() - 100.0) < 5.0, qPrintable(QString::number(high())));
        QCOMPARE(m_view->bars().size(), std::size_t{20});
        QVERIFY(m_view->bars()[0].count < 60);
        QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("rows")));
        QTest::mouseDClick(m_view.get(), Qt::LeftButton);
        QCOMPARE(high(), 1000.0);
    }

    void keysZoomAroundTheMiddleAndBack()
    {
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
        QCOMPARE(low(), 100.0);
        QCOMPARE(high(), 900.0);
        QTest::keyClick(m_view.get(), Qt::Key_Minus);
        QCOMPARE(low(), 0.0);
        QCOMPARE(high(), 1000.0);
    }

    void theWheelZoomsOnlyWhereTheKeyboardIs()
    {
        const auto turn = [this] {
            QWheelEvent event(QPointF(0.0, 40.0), m_view->mapToGlobal(QPointF(0.0, 40.0)), {},
                              QPoint(0, 120), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                              false);
            QApplication::sendEvent(m_view.get(), &event);
            return event.isAccepted();
        };
        m_view->clearFocus();
        QVERIFY(!turn());
        QCOMPARE(high(), 1000.0);
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_view->setFocus();
        QVERIFY(turn());
        QCOMPARE(low(), 0.0);
        QCOMPARE(high(), 800.0);
    }

    void theSameBarsAgainLeaveTheZoom()
    {
        drag(0.0, 0.1);
        const double before = high();
        show();
        QCOMPARE(high(), before);
        m_values.push_back(5.0);
        show();
        QCOMPARE(high(), 1000.0);
    }

    void categoriesStayAsTheyAre()
    {
        m_view->setBars({{0.0, 0.0, "a", 3}, {0.0, 0.0, "b", 2}}, ColumnType::Categorical,
                        [](double, double) { return std::vector<HistogramBar>(); });
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
        QCOMPARE(m_view->bars().size(), std::size_t{2});
    }

    void itsNumbersAndItsPictureCanBeSaved()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("h.csv"));
        QVERIFY(m_view->exporter().saveTo(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.startsWith("From,To,Rows\n0,50,"));
        QCOMPARE(text.trimmed().count('\n'), 20);
        QVERIFY(m_view->exporter().saveTo(folder.filePath(QStringLiteral("h.svg"))));
        QVERIFY(!m_view->exporter().image().isNull());
        QCOMPARE(m_view->chartName(), QStringLiteral("income"));
    }
};

QTEST_MAIN(TestHistogramView)
#include "tst_histogram_view.moc"
