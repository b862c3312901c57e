// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/rate_cuts.h"

#include "core/base/cpu.h"
#include "core/base/random.h"

#include <QTest>

#include <vector>

using namespace leptune;

class TestRateCuts : public QObject {
    Q_OBJECT
private:
    struct Case {
        std::vector<std::uint64_t> prefix;
        LeafPrefixSums leaf;
    };
    static Case makeCase(int bins, bool missing, std::uint64_t seed)
    {
        RandomStream random(seed);
        Case result;
        std::uint64_t sum = 0;
        for (int b = 0; b < bins + 16; ++b) {
            if (b < bins && random.below(5) > 0) {
                const auto gradient =
                    static_cast<std::int64_t>(random.below(2'000'000)) - 1'000'000;
                sum += (static_cast<std::uint64_t>(gradient) << 32) + random.below(10'000);
            }
            result.prefix.push_back(sum);
        }
        result.leaf = {
            result.prefix.data(), sum, missing ? result.prefix[0] : 0, 0.37F, 1.3e-5F, 3.0F};
        return result;
    }
    static std::vector<float> rated(RateCuts rate, const Case &data, int bins)
    {
        std::vector<float> fit(256 + 16, 0.5F), square(256 + 16, 0.25F);
        rate(data.leaf, bins, fit.data(), square.data());
        fit.resize(static_cast<std::size_t>(bins));
        fit.insert(fit.end(), square.begin(), square.begin() + bins);
        return fit;
    }

private Q_SLOTS:
    void allFormsGiveTheSameBits_data()
    {
        QTest::addColumn<int>("bins");
        QTest::addColumn<bool>("missing");
        for (const int bins : {2, 15, 16, 17, 255, 256})
            for (const bool missing : {false, true})
                QTest::addRow("%d bins%s", bins, missing ? ", some missing" : "")
                    << bins << missing;
    }
    void allFormsGiveTheSameBits()
    {
        QFETCH(int, bins);
        QFETCH(bool, missing);
        const Case data = makeCase(bins, missing, 7);
        const std::vector<float> plain = rated(rateCutsPlain, data, bins);
        QCOMPARE(rated(rateCutsAvx2, data, bins), plain);
        if (!hasAvx512())
            QSKIP("this processor has no AVX-512");
        QCOMPARE(rated(rateCutsAvx512, data, bins), plain);
    }

    void ratesByTheClosedForm()
    {
        // One row of weight 2 and gradient 3 left, three of weight 1 and gradient -1 right.
        const std::vector<std::uint64_t> prefix(18, (std::uint64_t{3} << 32) + 2);
        LeafPrefixSums leaf{prefix.data(), 0, 0, 1.0F, 1.0F, 1.0F};
        leaf.total = prefix[0] + 3 * ((std::uint64_t{0xFFFFFFFF} << 32) + 1);
        std::vector<float> fit(16, 0.0F), square(16, 0.0F);
        rateCutsPlain(leaf, 1, fit.data(), square.data());
        QCOMPARE(fit[0], 9.0F / 3.0F + 9.0F / 4.0F);
        QCOMPARE(square[0], 2.0F * 1.0F + 3.0F * 9.0F / 16.0F);
        std::fill(fit.begin(), fit.end(), 0.0F);
        rateMonotoneCuts(leaf, 1, -1, fit.data(), square.data());
        QCOMPARE(fit[0], 9.0F / 3.0F + 9.0F / 4.0F);
        std::fill(fit.begin(), fit.end(), 0.0F);
        rateMonotoneCuts(leaf, 1, 1, fit.data(), square.data()); // not split: G = 0
        QCOMPARE(fit[0], 0.0F);
    }
};

QTEST_GUILESS_MAIN(TestRateCuts)
#include "tst_rate_cuts.moc"
