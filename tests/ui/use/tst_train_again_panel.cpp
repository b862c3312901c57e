// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/made_tables.h"
#include "tests/support/small_study.h"
#include "tests/support/table_text.h"
#include "tests/support/ui_sandbox.h"
#include "ui/session/session.h"
#include "ui/use/train_again_panel.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

constexpr int kPatience = 60'000;

/// A session in which a small study has ended.
struct Opened {
    Session session;
    TrainAgainPanel panel{session};

    explicit Opened(const StudyRecord &record, const SmallStudy &study)
    {
        QSignalSpy changed(&session, &Session::dataChanged);
        session.openText(QString::fromUtf8(csvOf(tableOf(study))));
        if (!changed.wait(kPatience))
            qFatal("the rows were not read");
        session.study().setRecord(record);
        panel.setModel(QStringLiteral("best"));
    }
    QString text(const char *name) const
    {
        return panel.findChild<QLabel *>(QLatin1String(name))->text();
    }
    bool isShown(const char *name) const
    {
        return panel.findChild<QWidget *>(QLatin1String(name))->isVisibleTo(&panel);
    }
};

} // namespace

class TestTrainAgainPanel : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    SmallStudy m_study{TaskKind::Binary, 600, 4, {"linear", "boosting"}};
    StudyRecord m_record;

    void trainOnNewRows(Opened &opened) const
    {
        QSignalSpy trained(&opened.panel, &TrainAgainPanel::trained);
        opened.panel.trainOn(
            m_sandbox.write(QStringLiteral("new.csv"), csvOf(binaryTable(500, 9))));
        QVERIFY(trained.wait(kPatience));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        m_record = runSmall(m_study);
    }

    void bothModelsStandSideBySide()
    {
        Opened opened(m_record, m_study);
        QVERIFY(!opened.panel.isReady()); // no file is chosen
        QVERIFY(!opened.isShown("againTable"));
        QSignalSpy trained(&opened.panel, &TrainAgainPanel::trained);
        opened.panel.trainOn(
            m_sandbox.write(QStringLiteral("new.csv"), csvOf(binaryTable(500, 9))));
        QVERIFY(opened.panel.isRunning());
        QVERIFY(trained.wait(kPatience));
        const SideBySide &both = opened.panel.result()->comparison;
        QVERIFY(both.rows > 50 && std::isfinite(both.earlier) && std::isfinite(both.later));
        const auto *table = opened.panel.findChild<QTableWidget *>(QStringLiteral("againTable"));
        QVERIFY(table->isVisibleTo(&opened.panel));
        QCOMPARE(table->item(0, 0)->text(), QStringLiteral("AUC"));
        QVERIFY(std::abs(table->item(0, 1)->text().toDouble() - both.earlier) < 1e-3);
        QVERIFY(std::abs(table->item(0, 2)->text().toDouble() - both.later) < 1e-3);
        QCOMPARE(opened.text("againSentence"), verdictSentence(both));
        // The earlier one is kept: nothing is left of the other.
        opened.panel.findChild<QPushButton *>(QStringLiteral("keepEarlier"))->click();
        QVERIFY(!opened.panel.result() && !opened.isShown("againTable"));
    }

    void whatIsKeptIsAProject_data()
    {
        QTest::addColumn<bool>("onBoth");
        QTest::newRow("new rows") << false;
        QTest::newRow("both") << true;
    }
    void whatIsKeptIsAProject()
    {
        QFETCH(bool, onBoth);
        Opened opened(m_record, m_study);
        opened.panel.findChild<QRadioButton *>(QStringLiteral("againBoth"))->setChecked(onBoth);
        trainOnNewRows(opened);
        QVERIFY(opened.panel.result());
        const QString path = m_sandbox.path(QStringLiteral("later.leptune"));
        QSignalSpy kept(&opened.panel, &TrainAgainPanel::kept);
        QSignalSpy wanted(&opened.panel, &TrainAgainPanel::openRequested);
        opened.panel.keep(path, onBoth);
        QVERIFY(kept.wait(kPatience));
        QCOMPARE(wanted.count(), onBoth ? 1 : 0);

        Session later;
        QSignalSpy changed(&later, &Session::dataChanged);
        later.open(path);
        QVERIFY(changed.wait(kPatience));
        QVERIFY(later.hasData());
        QCOMPARE(later.table().rows(), std::size_t(onBoth ? 1100 : 500));
        QVERIFY(later.study().record().finished);
        QVERIFY(later.study().record().model("best") != nullptr);
        QCOMPARE(later.options().target, std::string("answer"));
    }

    void keepingIsCancelledWithoutATrace()
    {
        Opened opened(m_record, m_study);
        trainOnNewRows(opened);
        QVERIFY(opened.panel.result());
        const QString path = m_sandbox.path(QStringLiteral("cancelled.leptune"));
        QSignalSpy kept(&opened.panel, &TrainAgainPanel::kept);
        QSignalSpy failed(&opened.panel, &TrainAgainPanel::failed);
        const auto *cancel = opened.panel.findChild<QPushButton *>(QStringLiteral("againCancel"));
        opened.panel.keep(path, false);
        QVERIFY(cancel->isVisibleTo(&opened.panel));
        opened.panel.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!cancel->isVisibleTo(&opened.panel), kPatience);
        const auto *state = opened.panel.findChild<QLabel *>(QStringLiteral("againState"));
        const bool isCancelled = state->text() == QStringLiteral("Cancelled; nothing was written.");
        QCOMPARE(failed.count(), 0);
        QCOMPARE(kept.count(), isCancelled ? 0 : 1); // it may have been too late
        QCOMPARE(QFile::exists(path), !isCancelled);
        if (isCancelled) // the new model is there still
            QVERIFY(opened.panel.result());
    }

    void whatIsKeptIsWrittenThoughAnotherModelIsChosen()
    {
        Opened opened(m_record, m_study);
        trainOnNewRows(opened);
        QVERIFY(opened.panel.result());
        const QString path = m_sandbox.path(QStringLiteral("asked.leptune"));
        opened.panel.keep(path, false);
        opened.panel.setModel(QString());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), kPatience);
    }

    void whatDoesNotFitIsTold()
    {
        Opened opened(m_record, m_study);
        QSignalSpy failed(&opened.panel, &TrainAgainPanel::failed);
        opened.panel.trainOn(m_sandbox.write(QStringLiteral("short.csv"),
                                             csvOf(binaryTable(300, 9).withoutColumns({"a"}))));
        QVERIFY(failed.wait(kPatience));
        QVERIFY2(failed.front()[1].toString().contains(u'a'),
                 qPrintable(failed.front()[1].toString()));
        QVERIFY(!opened.panel.result());
    }

    void cancellingLeavesEverythingAsItWas()
    {
        Opened opened(m_record, m_study);
        QSignalSpy trained(&opened.panel, &TrainAgainPanel::trained);
        opened.panel.trainOn(
            m_sandbox.write(QStringLiteral("new.csv"), csvOf(binaryTable(2000, 9))));
        opened.panel.cancel();
        QVERIFY(!opened.panel.isRunning());
        QTest::qWait(300);
        QCOMPARE(trained.count(), 0);
        QVERIFY(!opened.panel.result());
    }

    void anotherModelForgetsTheComparison()
    {
        Opened opened(m_record, m_study);
        trainOnNewRows(opened);
        QVERIFY(opened.panel.result());
        opened.panel.setModel(QStringLiteral("single"));
        QVERIFY(!opened.panel.result());
    }

    void theVerdictGoesByTheInterval()
    {
        SideBySide both;
        both.metric = MetricKind::Rmse;
        both.rows = 100;
        both.difference = {-2.0, -1.0}; // less of an error
        QCOMPARE(verdictSentence(both), QStringLiteral("The new model is better."));
        both.difference = {1.0, 2.0};
        QCOMPARE(verdictSentence(both), QStringLiteral("The earlier model is better."));
        both.difference = {-1.0, 2.0};
        QVERIFY(verdictSentence(both).contains(QStringLiteral("can't tell")));
        both.rows = 12;
        both.known = 3;
        QVERIFY(verdictDetail(both).contains(QStringLiteral("say little")));
        QVERIFY(verdictDetail(both).contains(QStringLiteral("3 rows of the file")));
        both.rows = 0;
        QVERIFY(verdictSentence(both).contains(QStringLiteral("no rows")));
    }
};

QTEST_MAIN(TestTrainAgainPanel)
#include "tst_train_again_panel.moc"
