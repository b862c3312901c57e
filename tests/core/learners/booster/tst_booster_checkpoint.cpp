// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/booster_checkpoint.h"

#include "core/learners/registry.h"
#include "tests/core/learners/booster/booster_samples.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>
#include <string>

using namespace leptune;
using namespace leptune::harness;

namespace {

/// A fit that is stopped after `round` rounds (0: never), from where another was.
struct Fitted {
    FloatMatrix answers;
    std::shared_ptr<const FitState> state;
    int firstRound = 0;
};

Fitted fit(const Learner &learner, const Data &data, int round,
           std::shared_ptr<const FitState> from = nullptr, std::uint64_t seed = 4)
{
    std::stop_source stop;
    Fitted result;
    FitContext context;
    context.seed = seed;
    context.stop = stop.get_token();
    context.from = std::move(from);
    context.keepState = [&](FitState state) {
        result.state = std::make_shared<const FitState>(std::move(state));
    };
    context.progress = [&](const FitProgress &progress) {
        if (result.firstRound == 0)
            result.firstRound = progress.iteration;
        if (progress.iteration == round)
            stop.request_stop();
    };
    Configuration configuration = learner.defaults(harness::shapeOf(data.train)).front();
    configuration.set("derived", std::int64_t{8});
    configuration.set("subsample", 1.0); // of XGBoost, which forgets where its random numbers were
    configuration.set("colsample", 1.0);
    const auto predictor = learner.fit(data.train, data.validation, configuration, context);
    if (predictor)
        result.answers = answers(*predictor, data.test);
    return result;
}

} // namespace

/// Fits of boosters that are stopped on their way and go on.
class TestBoosterCheckpoint : public QObject {
    Q_OBJECT
private:
    static void eachBooster()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<int>("classes");
        for (const char *family : {"symmetric", "leafwise", "boosting"})
            for (const int classes : {0, 2, 4})
                QTest::addRow("%s, %d classes", std::string(family).c_str(), classes)
                    << QString(family) << classes;
    }

private Q_SLOTS:
    void goesOnAsIfItHadNeverBeenStopped_data() { eachBooster(); }
    void goesOnAsIfItHadNeverBeenStopped()
    {
        QFETCH(QString, family);
        QFETCH(int, classes);
        const Learner &learner = learnerNamed(family.toStdString());
        const Data data = mixedData(500, classes, 6);
        const Fitted whole = fit(learner, data, 0);
        const Fitted first = fit(learner, data, 7);
        QVERIFY(first.state && first.answers.values != whole.answers.values);
        const Fitted second = fit(learner, data, 0, first.state);
        QCOMPARE(second.firstRound, 8);
        QCOMPARE(second.answers.values, whole.answers.values);
        // One that is done needs no further round.
        const Fitted again = fit(learner, data, 0, whole.state);
        QCOMPARE(again.firstRound, 0);
        QCOMPARE(again.answers.values, whole.answers.values);
    }

    void otherRowsBeginAnew_data() { eachBooster(); }
    void otherRowsBeginAnew()
    {
        QFETCH(QString, family);
        QFETCH(int, classes);
        const Learner &learner = learnerNamed(family.toStdString());
        const Data data = mixedData(500, classes, 6), other = mixedData(500, classes, 7);
        const Fitted first = fit(learner, data, 7);
        const Fitted fresh = fit(learner, other, 0);
        const Fitted second = fit(learner, other, 0, first.state);
        QCOMPARE(second.firstRound, 1);
        QCOMPARE(second.answers.values, fresh.answers.values);
    }

    void damagedStatesBeginAnew_data() { eachBooster(); }
    void damagedStatesBeginAnew()
    {
        QFETCH(QString, family);
        QFETCH(int, classes);
        const Learner &learner = learnerNamed(family.toStdString());
        const Data data = mixedData(300, classes, 6);
        const FitState state = *fit(learner, data, 3).state;
        const Fitted fresh = fit(learner, data, 0);
        for (const std::size_t length :
             {std::size_t{0}, std::size_t{8}, state.size() / 2, state.size() - 1}) {
            const auto cut = std::make_shared<const FitState>(
                state.begin(), state.begin() + static_cast<std::ptrdiff_t>(length));
            const Fitted second = fit(learner, data, 0, cut);
            QCOMPARE(second.firstRound, 1);
            QCOMPARE(second.answers.values, fresh.answers.values);
        }
    }

    /// Forged bytes give a fit or a fresh start, never a question about features that do not exist.
    void forgedBytesAreChecked()
    {
        const samples::Sample sample = samples::make(200, 3, BoosterLoss::Squared, 2);
        const BoosterState state =
            boost(samples::options(BoosterLoss::Squared, 4), sample.rows(), nullptr, {}, {});
        const FitState whole = checkpointOf(state, sample.rows());
        FitContext context;
        context.from = std::make_shared<const FitState>(whole);
        QVERIFY(stateFrom<BoosterState>(context, sample.rows(), 1, false) == state);
        QVERIFY(stateFrom<BoosterState>(context, sample.rows(), 2, false).trees.empty());
        QVERIFY(stateFrom<BoosterState>(context, sample.rows(), 1, true).trees.empty());
        for (std::size_t at = 0; at < whole.size(); ++at) {
            FitState forged = whole;
            forged[at] = static_cast<std::uint8_t>(forged[at] ^ 0x81U);
            context.from = std::make_shared<const FitState>(std::move(forged));
            const auto read = stateFrom<BoosterState>(context, sample.rows(), 1, false);
            for (const SymmetricTree &tree : read.trees) {
                QCOMPARE(tree.values.size(), tree.leaves());
                for (const SymmetricSplit &split : tree.splits)
                    QVERIFY(split.feature >= 0 && split.feature < 3);
            }
            QVERIFY(read.best <= static_cast<int>(read.trees.size()));
        }
    }
};

QTEST_GUILESS_MAIN(TestBoosterCheckpoint)
#include "tst_booster_checkpoint.moc"
