// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/leafwise/leafwise_boosting.h"
#include "tests/core/learners/booster/booster_samples.h"

#include <QTest>

#include <set>

using namespace leptune;
using namespace leptune::samples;

Q_DECLARE_METATYPE(BoosterLoss)

class TestLeafwiseBoosting : public QObject {
    Q_OBJECT
private:
    static LeafwiseOptions settingsFor(BoosterLoss loss, int rounds)
    {
        LeafwiseOptions settings;
        settings.loss = loss;
        settings.classes = loss == BoosterLoss::Softmax ? 3 : 0;
        settings.rounds = rounds;
        settings.leaves = 12;
        settings.leastRows = 5;
        settings.learningRate = 0.1;
        settings.rowShare = 0.7;
        settings.columnShare = 0.7;
        settings.seed = 4;
        return settings;
    }

private Q_SLOTS:
    void continuingIsTheSameAsOneLongFit_data()
    {
        QTest::addColumn<BoosterLoss>("loss");
        QTest::addColumn<bool>("random");
        QTest::newRow("binary") << BoosterLoss::Logistic << false;
        QTest::newRow("binary, random cuts") << BoosterLoss::Logistic << true;
        QTest::newRow("classes") << BoosterLoss::Softmax << false;
        QTest::newRow("regression") << BoosterLoss::Squared << false;
        QTest::newRow("absolute errors") << BoosterLoss::Absolute << false;
    }
    void continuingIsTheSameAsOneLongFit()
    {
        QFETCH(BoosterLoss, loss);
        QFETCH(bool, random);
        const Sample train = make(1500, 5, loss, 3), other = make(500, 5, loss, 4);
        const BoosterRows validation = other.rows();
        LeafwiseOptions settings = settingsFor(loss, 20);
        settings.randomCuts = random;
        const LeafwiseState whole = boostLeafwise(settings, train.rows(), &validation, {}, {});
        QVERIFY(whole.validationLosses.back() < whole.validationLosses.front());
        settings.rounds = 8;
        LeafwiseState state = boostLeafwise(settings, train.rows(), &validation, {}, {});
        QCOMPARE(state.trees.size(), whole.start.size() * 8);
        settings.rounds = 20;
        QVERIFY(boostLeafwise(settings, train.rows(), &validation, std::move(state), {}) == whole);
    }

    static std::size_t distinctCuts(const LeafwiseState &state)
    {
        std::set<std::pair<int, int>> cuts;
        for (const LeafTree &tree : state.trees)
            for (const LeafSplit &split : tree.splits)
                cuts.emplace(split.question.feature, split.question.bin);
        return cuts.size();
    }
    void aRewardForReuseLeavesFewerThresholds()
    {
        const Sample train = make(1500, 5, BoosterLoss::Logistic, 3);
        const Sample other = make(500, 5, BoosterLoss::Logistic, 4);
        const BoosterRows validation = other.rows();
        LeafwiseOptions settings = settingsFor(BoosterLoss::Logistic, 30);
        const LeafwiseState free = boostLeafwise(settings, train.rows(), &validation, {}, {});
        settings.reuse = 0.7;
        const LeafwiseState whole = boostLeafwise(settings, train.rows(), &validation, {}, {});
        QVERIFY2(2 * distinctCuts(whole) < distinctCuts(free),
                 qPrintable(QString("%1 %2").arg(distinctCuts(free)).arg(distinctCuts(whole))));
        QVERIFY(whole.validationLosses.back() <
                0.5 * (free.validationLosses.front() + free.validationLosses.back()));
        settings.rounds = 8;
        LeafwiseState state = boostLeafwise(settings, train.rows(), &validation, {}, {});
        settings.rounds = 30;
        settings.threads = 3;
        QVERIFY(boostLeafwise(settings, train.rows(), &validation, std::move(state), {}) == whole);
    }

    /// One tree of whole steps: a leaf's rows have their quantile in the middle, whatever was
    /// drawn.
    void leavesAnswerQuantilesOfTheirRows_data()
    {
        QTest::addColumn<BoosterLoss>("loss");
        QTest::addColumn<double>("level");
        QTest::newRow("absolute errors") << BoosterLoss::Absolute << 0.5;
        QTest::newRow("the ninth tenth") << BoosterLoss::Quantile << 0.9;
    }
    void leavesAnswerQuantilesOfTheirRows()
    {
        QFETCH(BoosterLoss, loss);
        QFETCH(double, level);
        Sample train = make(900, 4, loss, 3);
        RandomStream random(6);
        for (std::size_t row = 0; row < 900; ++row)
            train.labels.weights.push_back(static_cast<float>(1 + random.below(3)));
        LeafwiseOptions settings = settingsFor(loss, 1);
        settings.quantile = level;
        settings.learningRate = settings.rowShare = 1.0;
        settings.l2 = 0.0; // draws answers to 0
        const LeafwiseState state = boostLeafwise(settings, train.rows(), nullptr, {}, {});
        const LeafTree &tree = state.trees.front();
        QVERIFY(tree.values.size() > 4);
        std::vector<double> below(tree.values.size()), above(tree.values.size());
        for (std::size_t row = 0; row < 900; ++row) {
            std::size_t leaf = 0;
            for (std::size_t i = 0; i < tree.splits.size(); ++i) {
                const auto &question = tree.splits[i].question;
                const auto bin =
                    train.columns.features[static_cast<std::size_t>(question.feature)].values(
                        0)[row];
                if (static_cast<std::size_t>(tree.splits[i].leaf) == leaf && bin > question.bin)
                    leaf = i + 1;
            }
            const float rest = train.labels.values[row] - state.start[0] - tree.values[leaf];
            below[leaf] += rest < -1e-6F ? double{train.labels.weights[row]} : 0.0;
            above[leaf] += rest > 1e-6F ? double{train.labels.weights[row]} : 0.0;
        }
        for (std::size_t leaf = 0; leaf < tree.values.size(); ++leaf) {
            const double all = below[leaf] + above[leaf];
            // No more than the level lies below, no more than the others above; 3 is the heaviest
            // row.
            QVERIFY(below[leaf] <= level * (all + 3.0) + 1e-6);
            QVERIFY(above[leaf] <= (1.0 - level) * (all + 3.0) + 1e-6);
        }
    }

    void patienceGrowsWithTheBestRound()
    {
        const Sample train = make(300, 8, BoosterLoss::Logistic, 3);
        const Sample other = make(1000, 8, BoosterLoss::Logistic, 4);
        const BoosterRows validation = other.rows();
        LeafwiseOptions settings = settingsFor(BoosterLoss::Logistic, 3000);
        settings.patience = 5;
        settings.learningRate = 0.05;
        const auto waited = [&](double share) {
            settings.patienceShare = share;
            const LeafwiseState state = boostLeafwise(settings, train.rows(), &validation, {}, {});
            const auto &losses = state.validationLosses;
            const auto least = std::min_element(losses.begin(), losses.end()) - losses.begin() + 1;
            return std::pair(static_cast<int>(losses.size()) - state.best,
                             static_cast<int>(least) == state.best ? state.best : -1);
        };
        QCOMPARE(waited(0.0).first, 5);
        const auto [rounds, best] = waited(0.5);
        QVERIFY(best > 0);
        QCOMPARE(rounds, static_cast<int>(std::ceil(20.0 + 0.5 * best)));
    }

    void isToldToEndWithinATree()
    {
        const Sample train = make(1000, 5, BoosterLoss::Squared, 3);
        int asked = 0;
        BoosterWatch watch;
        watch.shouldEnd = [&] { return ++asked > 30; };
        const LeafwiseState state =
            boostLeafwise(settingsFor(BoosterLoss::Squared, 100), train.rows(), nullptr, {}, watch);
        QVERIFY(state.cutShort);
        QCOMPARE(asked, 31);
        QCOMPARE(state.trees.size(), std::size_t{2}); // of 12 questions each
        QCOMPARE(state.best, 2);
    }

    void missingCellsGoWhereTheyBelong()
    {
        // Rows without a value answer as the highest bins do.
        Sample train;
        train.columns.rows = 400;
        std::vector<std::uint8_t> bins(400);
        for (std::size_t row = 0; row < 400; ++row) {
            bins[row] = static_cast<std::uint8_t>(row % 5);
            train.labels.values.push_back(bins[row] == 0 || bins[row] == 4 ? 2.0F : -1.0F);
        }
        train.columns.features.push_back(column(bins, 4));
        LeafwiseOptions settings = settingsFor(BoosterLoss::Squared, 1);
        settings.rowShare = settings.columnShare = 1.0;
        settings.leaves = 2;
        settings.l2 = 0.0;
        const LeafwiseState state = boostLeafwise(settings, train.rows(), nullptr, {}, {});
        QCOMPARE(state.trees.front().splits.size(), std::size_t{1});
        QVERIFY((state.trees.front().splits.front().question == SymmetricSplit{0, 3, false}));
        const auto ensembles = leafwiseEnsembles(state, {{{1.5F, 2.5F, 3.5F}}}, 10.0, 2.0);
        QCOMPARE(ensembles.front().nodes.front().threshold, 3.5F);
        QVERIFY(!ensembles.front().nodes.front().missingLeft);
        QVERIFY(std::abs(ensembles.front().base.front() - (10.0F + 2.0F * 0.2F)) < 1e-5F);
    }
};

QTEST_GUILESS_MAIN(TestLeafwiseBoosting)
#include "tst_leafwise_boosting.moc"
