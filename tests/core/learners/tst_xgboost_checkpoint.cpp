// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/xgboost_checkpoint.h"

#include "core/learners/registry.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

using namespace leptune;
using namespace leptune::harness;

/// What boostersGoOn... of tst_booster_checkpoint can't hold for XGBoost: sampling, and its bytes.
class TestXgboostCheckpoint : public QObject {
    Q_OBJECT
private:
    struct Fitted {
        std::unique_ptr<Predictor> predictor;
        std::shared_ptr<const FitState> state;
        int firstRound = 0;
    };
    /// Until it has told of `round`, 0 = to its end.
    static Fitted fit(const Data &data, int round, std::shared_ptr<const FitState> from = nullptr)
    {
        const Learner &learner = learnerNamed("boosting");
        std::stop_source stop;
        Fitted result;
        FitContext context;
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
        const Configuration usual = learner.defaults(harness::shapeOf(data.train)).front();
        result.predictor = learner.fit(data.train, data.validation, usual, context);
        return result;
    }

private Q_SLOTS:
    void samplingFitsGoOnFromTheSameRoundToOneAsGood_data()
    {
        QTest::addColumn<int>("classes");
        for (const int classes : {0, 2, 4})
            QTest::addRow("%d classes", classes) << classes;
    }
    void samplingFitsGoOnFromTheSameRoundToOneAsGood()
    {
        QFETCH(int, classes);
        const Data data = mixedData(1500, classes, 6);
        const double whole = quality(*fit(data, 0).predictor, data.test);
        const Fitted first = fit(data, 10);
        QVERIFY(first.predictor->wasCutShort());
        const Fitted second = fit(data, 0, first.state), again = fit(data, 0, first.state);
        QCOMPARE(second.firstRound, 11);
        QVERIFY(!second.predictor->wasCutShort());
        const double continued = quality(*second.predictor, data.test);
        QVERIFY2(std::abs(continued - whole) < 0.05,
                 qPrintable(QString::number(whole) + u' ' + QString::number(continued)));
        QCOMPARE(answers(*again.predictor, data.test).values,
                 answers(*second.predictor, data.test).values);
    }

    void bytesThatAreNotItsOwnNeverReachXgboost()
    {
        XgbState state;
        state.rounds = 7;
        state.best = 5;
        state.bestLoss = 0.25;
        state.model = {'{', 'L', 1, 2, 3};
        constexpr std::uint64_t kRows = 99;
        const FitState whole = checkpointOf(state, kRows);
        QCOMPARE(xgbStateFrom(whole, kRows).model, state.model);
        QCOMPARE(xgbStateFrom(whole, kRows).best, 5);
        QVERIFY(xgbStateFrom(whole, kRows + 1).model.empty());
        for (std::size_t at = 0; at < whole.size(); ++at) {
            FitState forged = whole;
            forged[at] = static_cast<std::uint8_t>(forged[at] ^ 0x81U);
            QVERIFY(xgbStateFrom(forged, kRows).model.empty());
            QCOMPARE(xgbStateFrom(forged, kRows).rounds, 0);
        }
    }

    void rowsAreToldApartByFeaturesLabelsAndWeights()
    {
        const Data data = mixedData(100, 2, 1), other = mixedData(100, 2, 1, {});
        FloatMatrix features(data.train.size(), 2);
        const std::uint64_t identity = identityOf(features, data.train);
        QCOMPARE(identityOf(features, other.train), identity);
        const Data weighted = mixedData(100, 2, 1, std::vector<float>(100, 2.0F));
        QVERIFY(identityOf(features, weighted.train) != identity);
        auto turned = std::make_shared<Relabelling>();
        turned->target = data.target;
        turned->target.values[3] = 1.0F - turned->target.values[3];
        QVERIFY(identityOf(features, data.train.relabelled(turned)) != identity);
        features.values[1] = 1.0F;
        QVERIFY(identityOf(features, data.train) != identity);
    }
};

QTEST_GUILESS_MAIN(TestXgboostCheckpoint)
#include "tst_xgboost_checkpoint.moc"
