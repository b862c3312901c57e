// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compress/front_chart.h"

#include "tests/support/compression_samples.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace leptune;
using namespace leptune::testing;

class TestFrontChart : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<FrontChart> m_chart;
    std::unique_ptr<QSignalSpy> m_limits;

    void drag(QPointF from, QPointF to)
    {
        QTest::mousePress(m_chart.get(), Qt::LeftButton, {}, from.toPoint());
        QTest::mouseMove(m_chart.get(), to.toPoint());
        QTest::mouseRelease(m_chart.get(), Qt::LeftButton, {}, to.toPoint());
    }
    FrontLimits last() const { return m_limits->last().at(0).value<FrontLimits>(); }

private Q_SLOTS:
    void init()
    {
        m_chart = std::make_unique<FrontChart>();
        m_chart->resize(600, 400);
        m_chart->setResult(sampleFront());
        m_chart->show();
        m_limits = std::make_unique<QSignalSpy>(m_chart.get(), &FrontChart::limitsChanged);
    }

    void whatIsDominatedIsPale()
    {
        QCOMPARE(m_chart->points().size(), std::size_t{5});
        QVERIFY(!m_chart->points()[1].isPale);
        QVERIFY(m_chart->points()[4].isPale);
        QVERIFY(m_chart->points()[4].tip.contains(QStringLiteral("slower here")));
    }
    void theLineOfTheLossCanBeDragged_data()
    {
        QTest::addColumn<int>("up");
        QTest::newRow("loss") << static_cast<int>(FrontChart::Up::Drop);
        QTest::newRow("score") << static_cast<int>(FrontChart::Up::Score);
    }
    void theLineOfTheLossCanBeDragged()
    {
        QFETCH(int, up);
        m_chart->setAxes(FrontChart::Across::Size, static_cast<FrontChart::Up>(up));
        const QPointF from(m_chart->placeOf(3).x() + 40.0, m_chart->limitPlace().y());
        drag(from, {from.x(), m_chart->placeOf(2).y()});
        QVERIFY(m_limits->size() > 0);
        QVERIFY2(std::abs(last().maxDrop - 0.02) < 0.003,
                 qPrintable(QString::number(last().maxDrop)));
        QCOMPARE(last().maxBytes, 0.0);
    }
    void theLineOfTheSizeIsPulledFromTheEdgeAndPushedBack()
    {
        const qreal y = m_chart->placeOf(0).y() - 60.0;
        drag({m_chart->limitPlace().x(), y}, {m_chart->placeOf(1).x(), y});
        QVERIFY(std::abs(last().maxBytes - 20'000) < 1'500);
        drag({m_chart->limitPlace().x(), y}, {m_chart->width() - 2.0, y});
        QCOMPARE(last().maxBytes, 0.0);
    }
    void withTimeAcrossTheLineLimitsTime()
    {
        m_chart->setAxes(FrontChart::Across::Time, FrontChart::Up::Drop);
        const qreal y = m_chart->placeOf(0).y() - 60.0;
        drag({m_chart->limitPlace().x(), y}, {m_chart->placeOf(2).x(), y});
        QVERIFY(std::abs(last().maxMicroseconds - 1.5) < 0.15);
        QCOMPARE(last().maxBytes, 0.0);
    }
    void operationsAreShownWithoutALimit()
    {
        CompressionResult result = sampleFront();
        for (std::size_t i = 0; i < result.candidates.size(); ++i)
            result.candidates[i].point.operations = 10'000 >> (2 * i);
        m_chart->setResult(result);
        m_chart->setAxes(FrontChart::Across::Operations, FrontChart::Up::Drop);
        QVERIFY(m_chart->placeOf(3).x() < m_chart->placeOf(2).x() - 20.0);
        QVERIFY(m_chart->points()[1].tip.contains(QStringLiteral("2,500 operations a row")));
        const qreal y = m_chart->placeOf(0).y() - 60.0;
        drag({m_chart->limitPlace().x(), y}, {m_chart->placeOf(2).x(), y});
        QTest::keyClick(m_chart.get(), Qt::Key_Left);
        QCOMPARE(last().maxBytes, 0.0);
        QCOMPARE(last().maxMicroseconds, 0.0);
    }
    void arrowKeysMoveTheLines()
    {
        QTest::keyClick(m_chart.get(), Qt::Key_Up);
        QVERIFY(last().maxDrop > kDropLimit);
        QTest::keyClick(m_chart.get(), Qt::Key_Left);
        QVERIFY(last().maxBytes > 0.0 && last().maxBytes < 100'000);
        QTest::keyClick(m_chart.get(), Qt::Key_Right);
        QTest::keyClick(m_chart.get(), Qt::Key_Right);
        QCOMPARE(last().maxBytes, 0.0);
        QTest::keyClick(m_chart.get(), Qt::Key_Down);
        QTest::keyClick(m_chart.get(), Qt::Key_Down);
        QVERIFY(last().maxDrop < kDropLimit);
    }
    void aClickPicksACandidate()
    {
        QSignalSpy picked(m_chart.get(), &FrontChart::candidatePicked);
        QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, m_chart->placeOf(2).toPoint());
        QCOMPARE(picked.size(), 1);
        QCOMPARE(picked.first().at(0).toInt(), 2);
        QCOMPARE(m_limits->size(), 0);
    }
    void pageKeysPickTheNextLargerAndSmaller()
    {
        QSignalSpy picked(m_chart.get(), &FrontChart::candidatePicked);
        const auto bytes = [](int place) {
            return sampleFront().candidates[static_cast<std::size_t>(place)].point.bytes;
        };
        int shown = 0; // the original is the largest
        for (int i = 0; i < 10; ++i) {
            QTest::keyClick(m_chart.get(), Qt::Key_PageDown);
            if (picked.size() == i)
                break; // the smallest of the front
            const int next = picked.last().at(0).toInt();
            QVERIFY(bytes(next) < bytes(shown));
            m_chart->setShown(static_cast<std::size_t>(next));
            shown = next;
        }
        QVERIFY(picked.size() >= 2);
        QTest::keyClick(m_chart.get(), Qt::Key_PageUp);
        QVERIFY(bytes(picked.last().at(0).toInt()) > bytes(shown));
    }
    void whatIsFarBeyondTheLimitStaysAtTheEdge()
    {
        CompressionResult result = sampleFront();
        result.candidates[3].point.drop = 20.0;
        m_chart->setResult(result);
        QVERIFY(QRectF(m_chart->rect()).contains(m_chart->placeOf(3)));
        QVERIFY(m_chart->placeOf(1).y() - m_chart->placeOf(2).y() > 20.0);
    }
    void itsNumbersAndItsPictureCanBeSaved()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("front.csv"));
        QVERIFY(m_chart->exporter().saveTo(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().trimmed().count('\n'), 5);
        QVERIFY(m_chart->exporter().saveTo(folder.filePath(QStringLiteral("front.svg"))));
    }
};

QTEST_MAIN(TestFrontChart)
#include "tst_front_chart.moc"
