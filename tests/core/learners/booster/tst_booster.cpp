// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/learners/booster/booster_samples.h"

#include <QTest>

#include <set>

using namespace leptune;
using namespace leptune::samples;

Q_DECLARE_METATYPE(leptune::BoosterLoss)

class TestBooster : public QObject {
    Q_OBJECT
private:
    static void addLosses()
    {
        QTest::addColumn<BoosterLoss>("loss");
        QTest::newRow("logistic") << BoosterLoss::Logistic;
        QTest::newRow("softmax") << BoosterLoss::Softmax;
        QTest::newRow("squared") << BoosterLoss::Squared;
        QTest::newRow("absolute") << BoosterLoss::Absolute;
        QTest::newRow("quantile") << BoosterLoss::Quantile;
    }

private Q_SLOTS:
    void learnsWithEveryLoss_data() { addLosses(); }
    void learnsWithEveryLoss()
    {
        QFETCH(BoosterLoss, loss);
        const Sample train = make(3000, 6, loss, 1), test = make(3000, 6, loss, 2);
        BoosterOptions settings = options(loss, 60);
        settings.quantile = 0.8;
        const BoosterState state = boost(settings, train.rows(), nullptr, {}, {});
        BoosterState constant{state.start, {}, {}, 0, false};
        QCOMPARE(state.best, 60);
        const double learned = meanLoss(settings, state, test);
        const double before = meanLoss(settings, constant, test);
        QVERIFY2(learned < 0.62 * before, qPrintable(QString::number(learned / before)));
    }

    void quantilesHoldTheirShareOfRows()
    {
        const Sample train = make(4000, 4, BoosterLoss::Quantile, 1);
        const Sample test = make(4000, 4, BoosterLoss::Quantile, 2);
        BoosterOptions settings = options(BoosterLoss::Quantile, 100);
        settings.quantile = 0.9;
        const BoosterState state = boost(settings, train.rows(), nullptr, {}, {});
        const std::vector<float> answer = scores(state, test);
        double below = 0.0;
        for (std::size_t row = 0; row < answer.size(); ++row)
            below += test.labels.values[row] < answer[row] ? 1.0 : 0.0;
        QVERIFY(std::abs(below / static_cast<double>(answer.size()) - 0.9) < 0.03);
    }

    void threadsDoNotMatter_data() { addLosses(); }
    void threadsDoNotMatter()
    {
        QFETCH(BoosterLoss, loss);
        const Sample train = make(20000, 20, loss, 3), other = make(9000, 20, loss, 4);
        BoosterOptions settings = options(loss, 4);
        settings.leafIterations = 2;
        const BoosterRows validation = other.rows();
        const BoosterState one = boost(settings, train.rows(), &validation, {}, {});
        settings.threads = 3;
        const BoosterState three = boost(settings, train.rows(), &validation, {}, {});
        QCOMPARE(one.trees.size(), std::size_t{4});
        QVERIFY(one == three);
        settings.seed = 6;
        QVERIFY(!(boost(settings, train.rows(), &validation, {}, {}) == one));
    }

    /// There, rows are walked over instead of histograms.
    void threadsDoNotMatterOnFewRows_data() { addLosses(); }
    void threadsDoNotMatterOnFewRows()
    {
        QFETCH(BoosterLoss, loss);
        const Sample train = make(150, 40, loss, 3);
        BoosterOptions settings = options(loss, 20);
        settings.depth = 7;
        const BoosterState one = boost(settings, train.rows(), nullptr, {}, {});
        settings.threads = 3;
        QVERIFY(boost(settings, train.rows(), nullptr, {}, {}) == one);
    }

    void continuingIsTheSameAsOneLongFit_data() { addLosses(); }
    void continuingIsTheSameAsOneLongFit()
    {
        QFETCH(BoosterLoss, loss);
        const Sample train = make(1500, 5, loss, 3), other = make(500, 5, loss, 4);
        const BoosterRows validation = other.rows();
        BoosterOptions settings = options(loss, 20);
        const BoosterState whole = boost(settings, train.rows(), &validation, {}, {});
        settings.rounds = 8;
        BoosterState state = boost(settings, train.rows(), &validation, {}, {});
        QCOMPARE(state.trees.size(), std::size_t{8});
        settings.rounds = 20;
        QVERIFY(boost(settings, train.rows(), &validation, std::move(state), {}) == whole);
    }

    static std::size_t distinctCuts(const BoosterState &state)
    {
        std::set<std::pair<int, int>> cuts;
        for (const SymmetricTree &tree : state.trees)
            for (const SymmetricSplit &split : tree.splits)
                cuts.emplace(split.feature, split.bin);
        return cuts.size();
    }
    void aRewardForReuseLeavesFewerThresholds_data() { addLosses(); }
    void aRewardForReuseLeavesFewerThresholds()
    {
        QFETCH(BoosterLoss, loss);
        const Sample train = make(1500, 5, loss, 3), other = make(500, 5, loss, 4);
        const BoosterRows validation = other.rows();
        BoosterOptions settings = options(loss, 30);
        const BoosterState free = boost(settings, train.rows(), &validation, {}, {});
        settings.reuse = 0.7;
        const BoosterState whole = boost(settings, train.rows(), &validation, {}, {});
        QVERIFY2(3 * distinctCuts(whole) < 2 * distinctCuts(free),
                 qPrintable(QString("%1 %2").arg(distinctCuts(free)).arg(distinctCuts(whole))));
        QVERIFY(whole.validationLosses.back() <
                0.5 * (free.validationLosses.front() + free.validationLosses.back()));
        settings.rounds = 8;
        BoosterState state = boost(settings, train.rows(), &validation, {}, {});
        settings.rounds = 30;
        settings.threads = 3;
        QVERIFY(boost(settings, train.rows(), &validation, std::move(state), {}) == whole);
    }

    void stopsWhenTheValidationLossNoLongerFalls()
    {
        const Sample train = make(300, 8, BoosterLoss::Logistic, 3);
        const Sample other = make(1000, 8, BoosterLoss::Logistic, 4);
        const BoosterRows validation = other.rows();
        BoosterOptions settings = options(BoosterLoss::Logistic, 2000);
        settings.learningRate = 0.5;
        settings.patience = 25;
        const BoosterState state = boost(settings, train.rows(), &validation, {}, {});
        QVERIFY(state.trees.size() < 2000);
        const auto &losses = state.validationLosses;
        const auto best = std::min_element(losses.begin(), losses.end()) - losses.begin() + 1;
        QCOMPARE(state.best, static_cast<int>(best));
        QCOMPARE(state.trees.size(), static_cast<std::size_t>(state.best + 25));
        QVERIFY(!state.cutShort);
        QVERIFY(std::abs(meanLoss(settings, state, other) -
                         losses[static_cast<std::size_t>(best - 1)]) < 1e-6);
    }

    void endsWithinOneTree()
    {
        const Sample train = make(2000, 8, BoosterLoss::Squared, 3);
        int asked = 0;
        BoosterWatch watch;
        watch.shouldEnd = [&] { return ++asked > 12; };
        const BoosterState state =
            boost(options(BoosterLoss::Squared, 1000), train.rows(), nullptr, {}, watch);
        QVERIFY(state.cutShort);
        QCOMPARE(asked, 13);
        // One question before a tree and one a level: two trees are done, the third is dropped.
        QCOMPARE(state.trees.size(), std::size_t{2});
        QCOMPARE(state.best, 2);
    }

    void weightsAreAsGoodAsCopies_data() { addLosses(); }
    void weightsAreAsGoodAsCopies()
    {
        QFETCH(BoosterLoss, loss);
        Sample weighted = make(700, 4, loss, 3);
        Sample copied;
        copied.columns.features.resize(4);
        for (std::size_t f = 0; f < 4; ++f)
            copied.columns.features[f] = column({}, 100);
        for (std::size_t row = 0; row < 700; ++row) {
            const int copies = 1 + static_cast<int>(row % 3);
            weighted.labels.weights.push_back(static_cast<float>(copies));
            for (int i = 0; i < copies; ++i) {
                copied.labels.values.push_back(weighted.labels.values[row]);
                for (std::size_t f = 0; f < 4; ++f)
                    copied.columns.features[f].versions[0].push_back(
                        weighted.columns.features[f].values(0)[row]);
            }
        }
        copied.columns.rows = copied.labels.rows();
        BoosterOptions settings = options(loss, 5);
        settings.sampling = RowSampling::All;
        settings.randomStrength = 0.0;
        const BoosterState a = boost(settings, weighted.rows(), nullptr, {}, {});
        const BoosterState b = boost(settings, copied.rows(), nullptr, {}, {});
        const auto left = scores(a, weighted, settings.outputs());
        const auto right = scores(b, weighted, settings.outputs());
        for (std::size_t i = 0; i < left.size(); ++i)
            QVERIFY(std::abs(left[i] - right[i]) < 1e-3F);
    }

    void rowsWithoutAValueGoToTheBetterSide_data()
    {
        QTest::addColumn<bool>("missingIsHigh");
        QTest::newRow("with the high values") << true;
        QTest::newRow("with the low values") << false;
    }
    void rowsWithoutAValueGoToTheBetterSide()
    {
        QFETCH(bool, missingIsHigh);
        Sample sample = make(2000, 2, BoosterLoss::Squared, 3);
        for (std::size_t row = 0; row < 2000; ++row) {
            std::uint8_t &bin = sample.columns.features[0].versions[0][row];
            sample.labels.values[row] = bin > 60 ? 1.0F : 0.0F;
            if (row % 4 == 0) {
                bin = 0;
                sample.labels.values[row] = missingIsHigh ? 1.0F : 0.0F;
            }
        }
        sample.columns.features[0].missing = true;
        BoosterOptions settings = options(BoosterLoss::Squared, 1);
        settings.depth = 1;
        settings.randomStrength = 0.0;
        const BoosterState state = boost(settings, sample.rows(), nullptr, {}, {});
        const SymmetricSplit expected{0, 60, !missingIsHigh};
        QVERIFY(state.trees.at(0).splits.at(0) == expected);
    }

    void missingAloneCanBeAsked()
    {
        Sample sample = make(2000, 2, BoosterLoss::Squared, 3);
        for (std::size_t row = 0; row < 2000; ++row) {
            sample.labels.values[row] = row % 4 == 0 ? 1.0F : 0.0F;
            if (row % 4 == 0)
                sample.columns.features[0].versions[0][row] = 0;
        }
        sample.columns.features[0].missing = true;
        BoosterOptions settings = options(BoosterLoss::Squared, 1);
        settings.depth = 1;
        settings.randomStrength = 0.0;
        const BoosterState state = boost(settings, sample.rows(), nullptr, {}, {});
        const SymmetricSplit expected{0, 100, false};
        QVERIFY(state.trees.at(0).splits.at(0) == expected);
    }

    void monotoneFeaturesNeverTurn_data()
    {
        QTest::addColumn<int>("direction");
        QTest::newRow("rising") << 1;
        QTest::newRow("falling") << -1;
    }
    void monotoneFeaturesNeverTurn()
    {
        QFETCH(int, direction);
        const Sample train = make(2000, 4, BoosterLoss::Squared, 3);
        BoosterOptions settings = options(BoosterLoss::Squared, 60);
        settings.monotone = {direction, 0, direction, 0};
        const BoosterState state = boost(settings, train.rows(), nullptr, {}, {});
        BoosterState free = boost(options(BoosterLoss::Squared, 60), train.rows(), nullptr, {}, {});
        int turnsWithout = 0;
        for (const std::size_t feature : {0U, 2U})
            for (int line = 0; line < 30; ++line) {
                Sample probe = make(100, 4, BoosterLoss::Squared, 7);
                for (std::size_t row = 0; row < 100; ++row)
                    for (std::size_t f = 0; f < 4; ++f)
                        probe.columns.features[f].versions[0][row] =
                            f == feature ? static_cast<std::uint8_t>(row + 1)
                                         : train.columns.features[f].values(
                                               0)[static_cast<std::size_t>(line)];
                const auto answer = scores(state, probe), without = scores(free, probe);
                for (std::size_t row = 1; row < 100; ++row) {
                    QVERIFY(static_cast<float>(direction) * (answer[row] - answer[row - 1]) >=
                            -1e-6F);
                    turnsWithout +=
                        static_cast<float>(direction) * (without[row] - without[row - 1]) < -1e-3F;
                }
            }
        QVERIFY(turnsWithout > 0);
    }

    void manyClassesAreLearnedThroughProjections()
    {
        Sample train = make(4000, 4, BoosterLoss::Squared, 3, 40);
        Sample test = make(1000, 4, BoosterLoss::Squared, 4, 40);
        for (Sample *sample : {&train, &test})
            for (std::size_t row = 0; row < sample->labels.rows(); ++row)
                sample->labels.values[row] =
                    static_cast<float>((sample->columns.features[0].values(0)[row] - 1) / 2);
        BoosterOptions settings = options(BoosterLoss::Softmax, 60);
        settings.classes = 20;
        const BoosterState state = boost(settings, train.rows(), nullptr, {}, {});
        QVERIFY(meanLoss(settings, state, test) < 0.3);
    }

    void endsWhereNothingIsLeftToLearn()
    {
        Sample train = make(100, 3, BoosterLoss::Squared, 3);
        std::fill(train.labels.values.begin(), train.labels.values.end(), 2.5F);
        const BoosterState state =
            boost(options(BoosterLoss::Squared), train.rows(), nullptr, {}, {});
        QCOMPARE(state.start.at(0), 2.5F);
        QVERIFY(state.trees.empty());
        QVERIFY(!state.cutShort);
    }
};

QTEST_GUILESS_MAIN(TestBooster)
#include "tst_booster.moc"
