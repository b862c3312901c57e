// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/give_away_dialog.h"

#include "tests/core/project/rich_project.h"
#include "tests/support/ui_sandbox.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace leptune;

class TestGiveAwayDialog : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

private Q_SLOTS:
    void namesWhatIsInTheFile()
    {
        Revealed revealed;
        revealed.path = "/home/ada/patients.csv";
        revealed.columns = {"age", "city", "ill"};
        revealed.classes = {"no", "yes"};
        for (int i = 0; i < 20; ++i)
            revealed.categories.insert("city" + std::to_string(i));
        revealed.rowKeepers = {"knn-3"};
        revealed.answeredRows = 1234;
        revealed.hasNotes = true;
        const QString text = revealedLines(revealed).join(u'\n');
        for (const char *word :
             {"patients.csv", "“age”", "“yes”", "“city0”", "12 more", "“knn-3”", "1,234", "notes"})
            QVERIFY2(text.contains(QString::fromUtf8(word)), qPrintable(text));
        QVERIFY(!text.contains(QStringLiteral("/home/ada")));
    }

    void saysNothingOfWhatIsNotThere() { QVERIFY(revealedLines({}).isEmpty()); }

    void offersToSaveOnceTheListIsRead()
    {
        GiveAwayDialog dialog(testing::richProject());
        auto *save = dialog.findChild<QPushButton *>(QStringLiteral("giveAway"));
        QVERIFY(!save->isEnabled());
        QSignalSpy told(&dialog, &GiveAwayDialog::told);
        QVERIFY(told.wait());
        QVERIFY(save->isEnabled());
        const QString text = dialog.findChild<QLabel *>(QStringLiteral("revealed"))->text();
        QVERIFY2(text.contains(QStringLiteral("“yes”")), qPrintable(text));
        save->click();
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    }
};

QTEST_MAIN(TestGiveAwayDialog)
#include "tst_give_away_dialog.moc"
