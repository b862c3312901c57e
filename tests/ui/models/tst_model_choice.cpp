// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/model_choice.h"

#include "tests/support/record_samples.h"
#include "ui/shared/score_text.h"

#include <QLocale>
#include <QTest>

#include <algorithm>

using namespace leptune;
using namespace leptune::testing;

namespace {

/// As a study leaves it: the best model was scored, then refitted on all rows.
StudyRecord refittedRecord()
{
    StudyRecord record = sampleRecord();
    LeaderboardEntry again = *record.find("ensemble");
    again.name = "ensemble-all";
    again.parent = "ensemble";
    again.rows = record.rows;
    record.entries.push_back(again);
    record.best = again.name;
    return record;
}

QStringList titlesOf(const std::vector<ModelChoice> &choices)
{
    QStringList titles;
    for (const ModelChoice &choice : choices)
        titles << choice.title;
    return titles;
}

} // namespace

class TestModelChoice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void aRefittedModelIsListedOnce()
    {
        const QStringList titles = titlesOf(modelChoices(refittedRecord()));
        QCOMPARE(titles.front(), QStringLiteral("Best: ensemble"));
        QCOMPARE(titles.filter(QStringLiteral("ensemble")).size(), 1);
    }

    void itIsTheRefittedOneThatIsUsed()
    {
        const StudyRecord record = refittedRecord();
        const ModelChoice best = modelChoices(record).front();
        QCOMPARE(best.entry.name, std::string("ensemble-all"));
        QCOMPARE(record.model(best.role.toStdString()), best.entry.model);
        QCOMPARE(best.history,
                 QStringLiteral("scored on 600 unseen rows, then refitted on all 3000"));
    }

    void aModelOfSeveralMeritsIsListedOnce()
    {
        StudyRecord record = sampleRecord();
        record.smallest = record.single = record.best;
        const std::vector<ModelChoice> choices = modelChoices(record);
        QCOMPARE(choices.front().title, QStringLiteral("Best, best single model: ensemble"));
        QVERIFY(!choices[1].recommended);
    }

    void theSmallestSaysAmongWhichItIs()
    {
        StudyRecord record = sampleRecord();
        const auto has = [&record](const char *text) {
            return !titlesOf(modelChoices(record)).filter(QLatin1String(text)).isEmpty();
        };
        QVERIFY(has("Smallest within 1 %: "));
        record.options.maxModelBytes = 1e5;
        QVERIFY(has("Best within the limits: "));
    }

    void aLineShowsScoreAndSize()
    {
        const StudyRecord record = sampleRecord();
        for (const ModelChoice &choice : modelChoices(record)) {
            QVERIFY(choice.line.startsWith(choice.title));
            QVERIFY2(choice.line.endsWith(QStringLiteral("B")), qPrintable(choice.line));
            QVERIFY(choice.line.contains(metricTitle(record.metric)));
        }
    }

    void theOthersFollowBestFirst()
    {
        const StudyRecord record = sampleRecord();
        std::vector<double> scores;
        for (const ModelChoice &choice : modelChoices(record)) {
            QVERIFY(choice.entry.model);
            if (!choice.recommended)
                scores.push_back(choice.entry.validation);
        }
        QVERIFY(scores.size() > 10);
        QVERIFY(std::is_sorted(scores.rbegin(), scores.rend()));
    }

    void whatWasOnlyScoredSaysSo()
    {
        StudyRecord record = sampleRecord();
        record.refitted = false;
        QCOMPARE(modelChoices(record).front().history, QStringLiteral("scored on 600 unseen rows"));
        QCOMPARE(modelChoices(record).back().history, QStringLiteral("scored in cross-validation"));
    }

    void aModelThatWasNotKeptIsNotOffered()
    {
        const QStringList titles = titlesOf(modelChoices(sampleRecord()));
        QVERIFY(titles.filter(QStringLiteral("baseline-0")).isEmpty());
        QVERIFY(modelChoices(StudyRecord{}).empty());
    }
};

QTEST_GUILESS_MAIN(TestModelChoice)
#include "tst_model_choice.moc"
