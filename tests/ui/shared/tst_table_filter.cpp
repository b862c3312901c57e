// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/table_filter.h"

#include "ui/shared/sorted_cell.h"
#include "ui/shared/table_copy.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace leptune;

class TestTableFilter : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTableWidget> m_table;

    static constexpr const char *kRows[][2] = {
        {"red apple", "12"}, {"green apple", "7"}, {"red pear", "30"}};

    void add(const char *name, const char *number)
    {
        const int row = m_table->rowCount();
        m_table->setRowCount(row + 1);
        m_table->setItem(row, 0, new SortedCell(QString::fromUtf8(name)));
        m_table->setItem(row, 1,
                         new SortedCell(QString::fromUtf8(number), QByteArray(number).toDouble()));
    }
    QString shown() const
    {
        QStringList names;
        for (int row = 0; row < m_table->rowCount(); ++row)
            if (!m_table->isRowHidden(row))
                names << m_table->item(row, 0)->text();
        return names.join(u',');
    }
    QLineEdit *line() const
    {
        return m_table->findChild<QLineEdit *>(QStringLiteral("tableFilterLine"));
    }
    void filter(const char *words)
    {
        QTest::keyClick(m_table.get(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(line()->isVisible());
        QTest::keyClicks(line(), QString::fromUtf8(words));
    }

private Q_SLOTS:
    void init()
    {
        m_table = std::make_unique<QTableWidget>(0, 2);
        m_table->setHorizontalHeaderLabels({QStringLiteral("name"), QStringLiteral("count")});
        installTableCopy(m_table.get());
        new TableFilter(m_table.get());
        {
            const SortingPause pause(*m_table);
            for (const auto &row : kRows)
                add(row[0], row[1]);
        }
        m_table->resize(400, 300);
        m_table->show();
        m_table->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_table.get()));
        m_table->setFocus();
    }

    void onlyRowsWithAllWordsStay()
    {
        filter("red");
        QCOMPARE(shown(), QStringLiteral("red apple,red pear"));
        QTest::keyClicks(line(), QStringLiteral(" 12"));
        QCOMPARE(shown(), QStringLiteral("red apple")); // the words may stand in several columns
        QTest::keyClick(line(), Qt::Key_Escape);
        QVERIFY(!line()->isVisible());
        QCOMPARE(shown(), QStringLiteral("red apple,green apple,red pear"));
        QVERIFY(m_table->hasFocus());
    }

    void itHoldsForNewRowsAndAnotherOrder()
    {
        filter("APPLE");
        QTRY_COMPARE(shown(), QStringLiteral("red apple,green apple"));
        m_table->sortByColumn(1, Qt::DescendingOrder);
        QTRY_COMPARE(shown(), QStringLiteral("red apple,green apple"));
        m_table->sortByColumn(1, Qt::AscendingOrder);
        QTRY_COMPARE(shown(), QStringLiteral("green apple,red apple"));
        {
            const SortingPause pause(*m_table);
            m_table->setRowCount(0);
            add("plum", "1");
            add("old apple", "2");
        }
        QTRY_COMPARE(shown(), QStringLiteral("old apple"));
    }

    void manyRowsAreFilteredInSlices()
    {
        constexpr int kRows = 18'000;
        {
            const SortingPause pause(*m_table);
            for (int row = 0; row < kRows; ++row)
                add(row % 100 == 0 ? "rare" : "usual", "1");
        }
        QElapsedTimer timer;
        qint64 worst = 0;
        filter("");
        timer.start();
        line()->setText(QStringLiteral("rare"));
        while (shown().count(u',') + 1 > kRows / 100) {
            timer.restart();
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
            worst = std::max(worst, timer.elapsed());
        }
        QVERIFY2(worst < 100, qPrintable(QString::number(worst)));
        QVERIFY(!shown().contains(QStringLiteral("usual")));
    }

    void aTableThatIsTooLargeSaysSo()
    {
        m_table->setRowCount(TableFilter::kMostRows + 1);
        filter("red");
        QVERIFY(line()->placeholderText().contains(QLocale().toString(TableFilter::kMostRows)));
        QVERIFY(line()->text().isEmpty());
    }

    void theLineStaysInTheCornerWhenTheTableGrows()
    {
        filter("red");
        m_table->resize(700, 500);
        QTRY_VERIFY(m_table->viewport()->geometry().bottom() - line()->geometry().bottom() < 10);
        QVERIFY(m_table->viewport()->geometry().right() - line()->geometry().right() < 10);
    }

    void whatIsHiddenIsNeitherCopiedNorSaved()
    {
        filter("pear");
        m_table->selectAll();
        m_table->findChild<QAction *>(QStringLiteral("copyCells"))->trigger();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("name\tcount\nred pear\t30\n"));
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("t.csv"));
        QVERIFY(saveTable(*m_table, path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("name,count\nred pear,30\n"));
    }
};

QTEST_MAIN(TestTableFilter)
#include "tst_table_filter.moc"
