// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/study.h"
#include "tests/support/made_tables.h"

#include <QTest>

#include <algorithm>

using namespace leptune;
using namespace leptune::testing;

class TestTrial : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// One that the user could have asked for: its steps are too large for any loss.
    void aTrainingThatExplodesFailsWithItsReasonAndTheStudyGoesOn()
    {
        StudyInput input;
        input.table = binaryTable(300, 1);
        input.options.target = "answer";
        input.options.trials = 3;
        Configuration wild;
        wild.set("learning_rate", 1e36);
        wild.set("epochs", std::int64_t{5});
        input.recipe = {{"baseline", {}}, {"nn", wild}, {"linear", {}}};
        Study study(std::move(input));
        study.start();
        const StudyRecord record = study.wait();
        const auto entryOf = [&](const char *family) {
            return std::ranges::find(record.entries, family, &LeaderboardEntry::family);
        };
        const auto lost = entryOf("nn"), next = entryOf("linear");
        QVERIFY(lost != record.entries.end() && next != record.entries.end());
        QCOMPARE(static_cast<int>(lost->state), static_cast<int>(EntryState::Failed));
        QVERIFY2(lost->reason.find("the loss became NaN in epoch ") != std::string::npos &&
                     lost->reason.find("a lower learning rate may help") != std::string::npos,
                 lost->reason.c_str());
        QVERIFY(!lost->model);
        QCOMPARE(static_cast<int>(next->state), static_cast<int>(EntryState::Done));
        QVERIFY(next->trial > lost->trial && next->model);
        QVERIFY(!record.best.empty() && record.best != lost->name);
    }
};

QTEST_GUILESS_MAIN(TestTrial)
#include "tst_trial.moc"
