// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/tuning/parameter_importance.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

using namespace leptune;

class TestParameterImportance : public QObject {
    Q_OBJECT
private:
    /// Random forest-like trials whose loss is what the learning rate's exponent and a choice make.
    static StudyRecord recordOf(int trials, int idle = 1)
    {
        StudyRecord record;
        record.metric = MetricKind::Rmse;
        RandomStream random(7);
        for (int t = 0; t < trials; ++t) {
            LeaderboardEntry entry;
            entry.family = "boosting";
            entry.trial = t;
            entry.rows = 800;
            const double exponent = -2.0 + 1.3 * random.uniform();
            const bool deep = random.below(2) == 1;
            entry.parameters.set("learning_rate", std::pow(10.0, exponent));
            entry.parameters.set("kind", std::string(deep ? "deep" : "flat"));
            if (deep) // a conditional one, absent else
                entry.parameters.set("levels", static_cast<std::int64_t>(random.below(9)));
            for (int i = 0; i < idle; ++i)
                entry.parameters.set("idle" + std::to_string(i), random.uniform());
            entry.validation = 5.0 - 2.0 * exponent + (deep ? 0.5 : 0.0);
            record.entries.push_back(entry);
        }
        return record;
    }
    static double shareOf(const FamilyImportance &importance, const std::string &name)
    {
        for (const ParameterShare &share : importance.shares) {
            if (share.name == name)
                return share.share;
        }
        return std::nan("");
    }

private Q_SLOTS:
    void namesWhatMatteredFirst()
    {
        const FamilyImportance found = familyImportance(recordOf(120), "boosting");
        QCOMPARE(found.trials, 120U);
        QCOMPARE(found.shares.size(), 4U);
        QCOMPARE(found.shares[0].name, std::string("learning_rate"));
        QCOMPARE(found.shares[1].name, std::string("kind"));
        QVERIFY(found.shares[0].share > 0.6 && found.shares[1].share > 0.03);
        QVERIFY(shareOf(found, "levels") < 0.05 && shareOf(found, "idle0") < 0.02);
        double sum = 0.0;
        for (const ParameterShare &share : found.shares)
            sum += share.share;
        QVERIFY(sum <= 1.0 + 1e-9);
    }

    void staysSilentOnTooFewTrials()
    {
        const FamilyImportance few = familyImportance(recordOf(9), "boosting");
        QCOMPARE(few.trials, 9U);
        QVERIFY(few.shares.empty());
        QVERIFY(!familyImportance(recordOf(10), "boosting").shares.empty());
        QCOMPARE(familyImportance(recordOf(10), "no such").trials, 0U);
    }

    void countsOnlyFinishedTrialsOnAsManyRows()
    {
        StudyRecord record = recordOf(40);
        const std::size_t before = familyImportance(record, "boosting").trials;
        record.entries[0].state = EntryState::Failed;
        record.entries[1].state = EntryState::Stopped;
        record.entries[2].validation = std::nan("");
        record.entries[3].rows = 100;
        record.entries[4].trial = -1; // an ensemble or a refit
        record.entries[5].parent = "boosting-9";
        record.entries[6].family = "forest";
        record.entries[7].parameters.set("idle0", std::numeric_limits<double>::infinity());
        QCOMPARE(before, 40U);
        QCOMPARE(familyImportance(record, "boosting").trials, 32U);
    }

    void takesValuesOutsideTheDeclaredRange()
    {
        StudyRecord record = recordOf(30);
        record.entries[0].parameters.set("learning_rate", 0.0); // no logarithm
        record.entries[1].parameters.set("learning_rate", 1e299);
        record.entries[2].parameters.set("kind", std::int64_t(3)); // of another type
        record.entries[3].parameters.set("levels", std::numeric_limits<std::int64_t>::max());
        for (const ParameterShare &share : familyImportance(record, "boosting").shares)
            QVERIFY2(share.share >= 0.0 && share.share <= 1.0,
                     qPrintable(QStringLiteral("%1 %2")
                                    .arg(QString::fromStdString(share.name))
                                    .arg(share.share, 0, 'g', 17)));
    }

    void writesOneLineOfJson()
    {
        const std::string text = familyImportanceJson(familyImportance(recordOf(30), "boosting"));
        const auto object = nlohmann::json::parse(text);
        QCOMPARE(object["family"].get<std::string>(), std::string("boosting"));
        QCOMPARE(object["trials"].get<int>(), 30);
        QCOMPARE(object["parameters"][0]["name"].get<std::string>(), std::string("learning_rate"));
        QVERIFY(text.find('\n') == std::string::npos);
    }

    void answersForFiveHundredTrials()
    {
        const StudyRecord record = recordOf(500, 7);
        QBENCHMARK_ONCE
        {
            QCOMPARE(familyImportance(record, "boosting").shares.size(), 10U);
        }
    }
};

QTEST_GUILESS_MAIN(TestParameterImportance)
#include "tst_parameter_importance.moc"
