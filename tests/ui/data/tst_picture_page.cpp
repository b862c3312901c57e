// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_sandbox.h"
#include "tests/ui/picture_files.h"
#include "ui/data/column_panel.h"
#include "ui/data/data_page.h"
#include "ui/data/picture_montage.h"
#include "ui/data/report_dialog.h"
#include "ui/session/session.h"
#include "ui/shared/histogram_view.h"

#include <QComboBox>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolTip>

using namespace leptune;

/// The Data page on pictures.
class TestPicturePage : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

    static void open(Session &session, const QString &path)
    {
        QSignalSpy changed(&session, &Session::dataChanged);
        QSignalSpy profiled(&session, &Session::profileChanged);
        session.open(path);
        QVERIFY(changed.wait());
        QVERIFY(session.profile() || profiled.wait());
    }

    QString idx(int count = 100)
    {
        const QString folder = m_sandbox.path(QStringLiteral("idx"));
        return QDir().mkpath(folder) ? writeIdx(folder, count, 28) : QString();
    }

    static QTableView *tableOf(const QWidget &page)
    {
        return page.findChild<QTableView *>(QStringLiteral("dataTable"));
    }

private Q_SLOTS:
    void paintsThePicturesOfTheRowsInTheirCells()
    {
        Session session;
        DataPage page(session);
        page.resize(900, 600);
        page.show();
        open(session, idx());
        QTableView *view = tableOf(page);
        for (const int row : {0, 3}) {
            const QRect cell = view->visualRect(view->model()->index(row, 0));
            QVERIFY2(cell.height() >= 56, qPrintable(QString::number(cell.height())));
            const QImage shown = view->viewport()->grab(cell).toImage();
            QCOMPARE(qGray(shown.pixel(20, cell.height() / 2)), 20 * (row % 10) + row % 7);
        }
    }

    void tablesKeepTheirLowRows()
    {
        Session session;
        DataPage page(session);
        const QString table = m_sandbox.write(QStringLiteral("t.csv"), yesNoTable(60));
        open(session, idx());
        const int high = tableOf(page)->verticalHeader()->defaultSectionSize();
        open(session, table);
        QVERIFY(tableOf(page)->verticalHeader()->defaultSectionSize() < high / 2);
    }

    void theCardOfPicturesHasAMontageAndNoBars()
    {
        Session session;
        DataPage page(session);
        open(session, idx());
        const auto *montage = page.findChild<PictureMontage *>();
        QVERIFY(montage->isVisibleTo(&page));
        QCOMPARE(montage->rows().size(), std::size_t(24));
        QVERIFY(!page.findChild<HistogramView *>()->isVisibleTo(&page));
        QStringList words;
        for (const auto *label : page.findChild<ColumnPanel *>()->findChildren<QLabel *>())
            words << label->text();
        QVERIFY2(words.contains(QStringLiteral("28 × 28 pixels")), qPrintable(words.join(u'|')));
        QVERIFY(words.contains(QStringLiteral("grey")));
        QVERIFY(words.contains(QStringLiteral("none")));
        tableOf(page)->setCurrentIndex(tableOf(page)->model()->index(0, 1));
        QVERIFY(!montage->isVisibleTo(&page));
        QVERIFY(page.findChild<HistogramView *>()->isVisibleTo(&page));
    }

    void aTipOfTheMontageTellsTheClass()
    {
        PictureMontage montage;
        montage.setPictures(std::make_shared<const Table>(greyTable(300)), "picture", "class");
        montage.resize(montage.sizeHint());
        montage.show();
        const QPoint last(montage.width() - 10, montage.height() - 10);
        QHelpEvent help(QEvent::ToolTip, last, montage.mapToGlobal(last));
        QApplication::sendEvent(&montage, &help);
        QCOMPARE(QToolTip::text(), QStringLiteral("%1\nclass: c").arg(montage.rows().back() + 1));
        montage.setPictures(nullptr, {}, {});
        QVERIFY(montage.isHidden());
    }

    void picturesStayPicturesAndNothingElseBecomesOne()
    {
        Session session;
        DataPage page(session);
        open(session, idx());
        const auto *type = page.findChild<QComboBox *>(QStringLiteral("columnType"));
        const int picture = static_cast<int>(ColumnType::Picture);
        QVERIFY(!type->isEnabled());
        QCOMPARE(type->count(), 1);
        QCOMPARE(type->currentData().toInt(), picture);
        tableOf(page)->setCurrentIndex(tableOf(page)->model()->index(0, 1));
        QVERIFY(type->isEnabled());
        QCOMPARE(type->findData(picture), -1);
        QVERIFY(type->findData(static_cast<int>(ColumnType::Categorical)) >= 0);
    }

    void brokenFilesAreLeftOutAndNamed()
    {
        const QString folder = m_sandbox.path(QStringLiteral("broken"));
        QVERIFY(writePictureFolder(folder, 4));
        m_sandbox.write(QStringLiteral("broken/ring/bad.png"),
                        QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
        Session session;
        DataPage page(session);
        open(session, folder);
        QCOMPARE(session.table().rows(), std::size_t(12));
        const QString facts = page.findChild<QLabel *>(QStringLiteral("dataFacts"))->text();
        QVERIFY2(facts.contains(QStringLiteral("left out")), qPrintable(facts));
        QVERIFY2(!facts.contains(QStringLiteral("bad cell")), qPrintable(facts));
        QVERIFY2(!facts.contains(QStringLiteral("change…")), qPrintable(facts));

        ReportDialog dialog(QStringLiteral("broken"), session.report());
        QSignalSpy chosen(&dialog, &ReportDialog::cellChosen);
        auto *view = dialog.findChild<QTableView *>(QStringLiteral("badCells"));
        QCOMPARE(view->model()->rowCount(), 1);
        const QString line = view->model()->index(0, 0).data().toString();
        QVERIFY2(line.startsWith(QStringLiteral("ring/bad.png: ")), qPrintable(line));
        QStringList words;
        for (const auto *label : dialog.findChildren<QLabel *>())
            words << label->text();
        QVERIFY(words.join(u' ').contains(QStringLiteral("left out")));
        QVERIFY(!words.join(u' ').contains(QStringLiteral("missing")));
        Q_EMIT view->activated(view->model()->index(0, 0));
        QCOMPARE(chosen.count(), 0); // it has no row to go to
    }

    void thousandsOfRowsScrollAtOnce()
    {
        Session session;
        DataPage page(session);
        page.resize(900, 600);
        page.show();
        open(session, idx(30000));
        QTableView *view = tableOf(page);
        QElapsedTimer time;
        time.start();
        constexpr int kSteps = 40;
        for (int i = 1; i <= kSteps; ++i) {
            view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() * i / kSteps);
            view->viewport()->repaint();
        }
        qInfo("%.1f ms a screen", static_cast<double>(time.elapsed()) / kSteps);
        QVERIFY(time.elapsed() < kSteps * 50);
        const QRect cell = view->visualRect(view->model()->index(29999, 0));
        QVERIFY(view->viewport()->rect().intersects(cell));
    }
};

QTEST_MAIN(TestPicturePage)
#include "tst_picture_page.moc"
