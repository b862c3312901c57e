// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/explain/subgroup_scores.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace leptune;

namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

/// Truth is 0, answers are off by what is given.
struct Numbers {
    Target truth;
    FloatMatrix answers;
    explicit Numbers(const std::vector<float> &errors) : answers(errors.size(), 1)
    {
        truth.values.assign(errors.size(), 0.0F);
        answers.values = errors;
    }
    Scored scored() const { return {truth, answers, 0.5F, {}}; }
};

RawCells spelled(std::vector<std::int32_t> codes, std::vector<std::string> dictionary)
{
    RawCells cells;
    cells.codes = std::move(codes);
    cells.dictionary = std::make_shared<const std::vector<std::string>>(std::move(dictionary));
    return cells;
}

} // namespace

class TestSubgroupScores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySpellingHasItsScoreTheCommonestFirst()
    {
        const Numbers data({1, 1, 3, 3, 3, 9});
        const auto groups = subgroupScores(MetricKind::Mae, data.scored(),
                                           spelled({0, 0, 2, 2, 2, -1}, {"a", "unused", "b"}), 1);
        QCOMPARE(groups.size(), std::size_t{3});
        QCOMPARE(groups[0].label, std::string("b"));
        QCOMPARE(groups[0].rows, std::uint64_t{3});
        QCOMPARE(groups[0].value, 3.0);
        QCOMPARE(groups[1].value, 1.0);
        QVERIFY(groups[2].isMissing);
        QCOMPARE(groups[2].value, 9.0);
    }

    void numbersAreCutIntoQuarters()
    {
        std::vector<float> errors, cells;
        for (int i = 0; i < 40; ++i) {
            errors.push_back(static_cast<float>(i / 10));
            cells.push_back(static_cast<float>(i));
        }
        const Numbers data(errors);
        RawCells raw;
        raw.numbers = cells;
        const auto groups = subgroupScores(MetricKind::Mae, data.scored(), raw, 1);
        QCOMPARE(groups.size(), std::size_t{4});
        for (std::size_t i = 0; i < 4; ++i) {
            QCOMPARE(groups[i].value, static_cast<double>(i));
            QCOMPARE(groups[i].low, 10.0 * static_cast<double>(i));
            QCOMPARE(groups[i].high, 10.0 * static_cast<double>(i) + 9.0);
            QVERIFY(groups[i].range.low <= groups[i].value &&
                    groups[i].range.high >= groups[i].value);
        }
    }

    void missingNumbersAreAGroupOfTheirOwn()
    {
        const Numbers data({1, 2, 4});
        RawCells raw;
        raw.numbers = {5.0F, kMissing, 5.0F};
        const auto groups = subgroupScores(MetricKind::Mae, data.scored(), raw, 1);
        QCOMPARE(groups.size(), std::size_t{2});
        QCOMPARE(groups[0].value, 2.5);
        QVERIFY(groups[1].isMissing);
        QCOMPARE(groups[1].value, 2.0);
    }

    void aGroupOfOneClassHasNoArea()
    {
        Target truth;
        truth.task = TaskKind::Binary;
        truth.classes = {"no", "yes"};
        truth.positive = 1;
        truth.values = {0, 1, 0, 0};
        FloatMatrix answers(4, 2);
        answers.values = {0.9F, 0.1F, 0.2F, 0.8F, 0.7F, 0.3F, 0.6F, 0.4F};
        const auto groups = subgroupScores(MetricKind::Auc, {truth, answers, 0.5F, {}},
                                           spelled({0, 0, 1, 1}, {"a", "b"}), 1);
        QCOMPARE(groups[0].value, 1.0);
        QVERIFY(std::isnan(groups[1].value) && std::isnan(groups[1].range.low));
    }
};

QTEST_GUILESS_MAIN(TestSubgroupScores)
#include "tst_subgroup_scores.moc"
