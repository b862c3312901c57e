// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/count_space.h"
#include "core/search/sampler.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <set>

using namespace leptune;

namespace {

using Maker = std::unique_ptr<Sampler> (*)(SearchSpace, std::uint64_t);

std::unique_ptr<Sampler> makeGaussian(SearchSpace space, std::uint64_t seed)
{
    return makeGaussianProcessSampler(std::move(space), seed);
}

std::unique_ptr<Sampler> makeTpe(SearchSpace space, std::uint64_t seed)
{
    return makeTpeSampler(std::move(space), seed);
}

SearchSpace mixedSpace()
{
    return SearchSpace({Parameter::categorical("model", {"tree", "net"}),
                        Parameter::integer("depth", 1, 12).onlyWhen("model", {"tree"}),
                        Parameter::real("rate", 1e-4, 1.0, true).onlyWhen("model", {"net"}),
                        Parameter::real("decay", 0.0, 1.0)});
}

/// Best at rate 0.01 and decay 0.3 of the net.
double mixedValue(const Configuration &configuration)
{
    const double decay = configuration.number("decay", 0) - 0.3;
    if (configuration.choice("model", "") == "tree")
        return -1.0 - 0.02 * std::abs(static_cast<double>(configuration.integer("depth", 0)) - 7) -
               decay * decay;
    const double rate = std::log10(configuration.number("rate", 0)) + 2.0;
    return -0.5 * rate * rate - decay * decay;
}

double bestAfter(Sampler &sampler, int trials,
                 const std::function<double(const Configuration &)> &value)
{
    double best = -HUGE_VAL;
    for (int i = 0; i < trials; ++i) {
        const auto trial = static_cast<std::uint64_t>(i);
        const Configuration configuration = sampler.ask(trial);
        const double found = value(configuration);
        best = std::max(best, found);
        sampler.tell(trial, configuration, {found});
    }
    return best;
}

double branin(const Configuration &c)
{
    constexpr double kPi = 3.14159265358979323846;
    const double a = c.number("a", 0);
    const double b = c.number("b", 0);
    return -(std::pow(b - 5.1 / (4 * kPi * kPi) * a * a + 5 / kPi * a - 6, 2) +
             10 * (1 - 1 / (8 * kPi)) * std::cos(a) + 10);
}

SearchSpace braninSpace()
{
    return SearchSpace({Parameter::real("a", -5, 10), Parameter::real("b", 0, 15)});
}

} // namespace

class TestSampler : public QObject {
    Q_OBJECT
private:
    static void addMakers()
    {
        QTest::addColumn<void *>("maker");
        QTest::newRow("random") << reinterpret_cast<void *>(&makeRandomSampler);
        QTest::newRow("gaussian process") << reinterpret_cast<void *>(&makeGaussian);
        QTest::newRow("tpe") << reinterpret_cast<void *>(&makeTpe);
    }
    static std::unique_ptr<Sampler> make(void *maker, SearchSpace space, std::uint64_t seed)
    {
        return reinterpret_cast<Maker>(maker)(std::move(space), seed);
    }

private Q_SLOTS:
    void usesAFiniteSpaceUpBeforeItRepeats_data() { addMakers(); }
    void usesAFiniteSpaceUpBeforeItRepeats()
    {
        QFETCH(void *, maker);
        const SearchSpace space({Parameter::categorical("p", {"a", "b", "c"}),
                                 Parameter::integer("n", 1, 9).onlyWhen("p", {"b"}),
                                 Parameter::integer("k", 0, 1)});
        const auto count = static_cast<std::size_t>(*space.cardinality());
        QCOMPARE(count, std::size_t{22});
        const auto sampler = make(maker, space, 3);
        std::set<std::string> keys;
        Configuration warm;
        warm.set("p", std::string("a"));
        warm.set("k", 1.0); // told as a float
        sampler->tell(1000, warm, {0.5});
        keys.insert(configurationKey(space, warm));
        for (std::uint64_t trial = 0; trial + 1 < count; ++trial) {
            const Configuration asked = sampler->ask(trial);
            space.validate(asked);
            QVERIFY2(keys.insert(configurationKey(space, asked)).second,
                     "a configuration came twice");
            if (trial % 3 != 2) // every third one stays pending
                sampler->tell(trial, asked, {static_cast<double>(asked.integer("k", 0))});
        }
        space.validate(sampler->ask(count)); // used up: a repeat
    }

    /// Where the Parzen estimator takes over, it was told nothing of what still runs.
    void repeatsNothingWhereTheEstimatorTakesOver()
    {
        const SearchSpace space({Parameter::integer("a", 1, 30), Parameter::integer("b", 1, 24)});
        const auto sampler = makeGaussian(space, 4);
        RandomStream random(3);
        std::set<std::string> keys;
        std::uint64_t trial = 0;
        while (keys.size() < 495) {
            const Configuration drawn = space.sample(random);
            if (!keys.insert(configurationKey(space, drawn)).second)
                continue;
            sampler->tell(trial++, drawn, {static_cast<double>(drawn.integer("a", 0))});
        }
        std::vector<Configuration> running;
        for (int i = 0; i < 200; ++i) {
            const Configuration asked = sampler->ask(trial + static_cast<std::uint64_t>(i));
            QVERIFY2(keys.insert(configurationKey(space, asked)).second,
                     qPrintable(QString::number(i)));
            running.push_back(asked);
            if (i >= 40) // as many are always on their way
                sampler->tell(trial + static_cast<std::uint64_t>(i - 40), running[i - 40],
                              {static_cast<double>(running[i - 40].integer("a", 0))});
        }
    }

    void repeatsItselfForTheSameSeedAndCalls_data() { addMakers(); }
    void repeatsItselfForTheSameSeedAndCalls()
    {
        QFETCH(void *, maker);
        std::vector<Configuration> first;
        for (const std::uint64_t seed : {7, 7, 8}) {
            const auto sampler = make(maker, mixedSpace(), seed);
            std::vector<Configuration> asked;
            for (std::uint64_t trial = 0; trial < 25; ++trial) {
                asked.push_back(sampler->ask(trial));
                if (trial >= 3)
                    sampler->tell(trial - 3, asked[trial - 3], {mixedValue(asked[trial - 3])});
            }
            if (first.empty())
                first = asked;
            else
                QCOMPARE(asked == first, seed == 7);
        }
    }

    void findsTheBestOfBranin()
    {
        for (const std::uint64_t seed : {0, 1, 2}) {
            const auto sampler = makeGaussian(braninSpace(), seed);
            const double best = bestAfter(*sampler, 40, branin); // at most -0.39789
            QVERIFY2(best > -0.4, qPrintable(QString::number(best)));
        }
    }

    void findsTheBestBranchOfAConditionalSpace()
    {
        const auto sampler = makeGaussian(mixedSpace(), 5);
        QVERIFY(bestAfter(*sampler, 40, mixedValue) > -0.01);
        QVERIFY(sampler->expectedGain().has_value());
        QVERIFY(*sampler->expectedGain() < std::log(0.1));
    }

    void tpeFindsGoodBranches()
    {
        const auto sampler = makeTpe(mixedSpace(), 5);
        QVERIFY(bestAfter(*sampler, 80, mixedValue) > -0.05);
    }

    void goesOnWithTpeBeyondFiveHundredTrials()
    {
        const auto sampler = makeGaussian(braninSpace(), 6);
        RandomStream random(2);
        for (std::uint64_t trial = 0; trial < 520; ++trial) {
            const Configuration drawn = braninSpace().sample(random);
            sampler->tell(trial, drawn, {branin(drawn)});
        }
        double sum = 0.0;
        for (std::uint64_t trial = 1000; trial < 1040; ++trial) {
            const Configuration asked = sampler->ask(trial);
            sum += branin(asked) / 40;
            sampler->tell(trial, asked, {branin(asked)});
        }
        QVERIFY2(sum > -15.0, qPrintable(QString::number(sum))); // random draws: -54
        QVERIFY(!sampler->expectedGain().has_value());
    }

    void searchesManyDimensions()
    {
        std::vector<Parameter> parameters;
        for (int i = 0; i < 24; ++i)
            parameters.push_back(Parameter::real("x" + std::to_string(i), 0, 1));
        const auto value = [](const Configuration &c) {
            double sum = 0.0;
            for (const auto &[name, x] : c.values())
                sum -= (std::get<double>(x) - 0.3) * (std::get<double>(x) - 0.3);
            return sum;
        };
        const auto gaussian = makeGaussian(SearchSpace(parameters), 2);
        const auto random = makeRandomSampler(SearchSpace(parameters), 2);
        QVERIFY(bestAfter(*gaussian, 60, value) > 0.5 * bestAfter(*random, 60, value));
    }

    void spreadsPendingTrials()
    {
        const auto sampler = makeGaussian(braninSpace(), 2);
        bestAfter(*sampler, 14, branin);
        std::vector<Configuration> pending;
        for (std::uint64_t trial = 100; trial < 106; ++trial)
            pending.push_back(sampler->ask(trial));
        double sum = 0.0;
        for (std::size_t i = 0; i < pending.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                QVERIFY(pending[i] != pending[j]);
                sum += std::hypot(pending[i].number("a", 0) - pending[j].number("a", 0),
                                  pending[i].number("b", 0) - pending[j].number("b", 0));
            }
        }
        QVERIFY2(sum / 15.0 > 0.5, qPrintable(QString::number(sum / 15.0)));
    }

    void staysAwayFromWhereTrialsFail()
    {
        // The left half always fails, and the right half gets better towards it.
        const auto sampler =
            makeGaussian(SearchSpace({Parameter::real("x", 0, 1), Parameter::real("y", 0, 1)}), 1);
        int lateFailures = 0;
        for (std::uint64_t trial = 0; trial < 40; ++trial) {
            const Configuration asked = sampler->ask(trial);
            const double x = asked.number("x", 0);
            const bool failed = x < 0.5;
            if (failed)
                sampler->tell(trial, asked, {});
            else
                sampler->tell(trial, asked, {1.0 - x - std::abs(asked.number("y", 0) - 0.4)});
            lateFailures += failed && trial >= 20 ? 1 : 0;
        }
        QVERIFY2(lateFailures <= 10, qPrintable(QString::number(lateFailures)));
    }

    void survivesAnyValue_data()
    {
        QTest::addColumn<QList<double>>("values");
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        QTest::newRow("nan") << QList<double>{std::nan(""), 1.0, 2.0};
        QTest::newRow("all nan") << QList<double>{std::nan("")};
        QTest::newRow("infinite") << QList<double>{kInfinity, -kInfinity, 0.0, 1.0};
        QTest::newRow("all infinite") << QList<double>{kInfinity};
        QTest::newRow("equal") << QList<double>{3.0};
        QTest::newRow("huge") << QList<double>{1e308, -1e308, 1e-308};
    }
    void survivesAnyValue()
    {
        QFETCH(QList<double>, values);
        const auto sampler = makeGaussian(mixedSpace(), 1);
        for (std::uint64_t trial = 0; trial < 30; ++trial) {
            const Configuration asked = sampler->ask(trial);
            mixedSpace().validate(asked);
            const double value = values[static_cast<int>(trial) % values.size()];
            sampler->tell(trial, asked, {value, trial % 2 == 0 ? std::nan("") : 1e300});
        }
    }

    void leavesOutConfigurationsOfAnotherSpace()
    {
        const auto sampler = makeGaussian(mixedSpace(), 1);
        Configuration foreign;
        foreign.set("model", std::string("forest"));
        Configuration outside;
        outside.set("model", std::string("net"));
        outside.set("rate", -1.0);
        for (std::uint64_t trial = 0; trial < 20; ++trial)
            sampler->tell(trial, trial % 2 == 0 ? foreign : outside, {1.0});
        bestAfter(*sampler, 15, mixedValue);
        Configuration partial; // defaults may name only some parameters
        partial.set("model", std::string("net"));
        sampler->tell(100, partial, {-0.5});
        mixedSpace().validate(sampler->ask(101));
    }

    void learnsFromTrialsItNeverAskedFor()
    {
        const auto sampler = makeGaussian(braninSpace(), 3);
        RandomStream random(11);
        for (std::uint64_t trial = 0; trial < 40; ++trial) {
            const Configuration drawn = braninSpace().sample(random);
            sampler->tell(trial, drawn, {branin(drawn)});
        }
        double best = -HUGE_VAL;
        for (std::uint64_t trial = 40; trial < 52; ++trial) {
            const Configuration asked = sampler->ask(trial);
            best = std::max(best, branin(asked));
            sampler->tell(trial, asked, {branin(asked)});
        }
        QVERIFY2(best > -0.41, qPrintable(QString::number(best)));
    }

    void answersForASpaceWithoutParameters()
    {
        const auto sampler = makeGaussian(SearchSpace(), 0);
        for (std::uint64_t trial = 0; trial < 20; ++trial) {
            QVERIFY(sampler->ask(trial).values().empty());
            sampler->tell(trial, {}, {1.0});
        }
    }

    void looksWhereItIsCheapWhenToldThePrice()
    {
        // Two equally good hills; the right one costs 100 times as much.
        const auto hills = [](const Configuration &c) {
            const double x = c.number("x", 0);
            return std::exp(-std::pow((x - 0.2) / 0.15, 2)) +
                   std::exp(-std::pow((x - 0.8) / 0.15, 2));
        };
        const auto dearTrials = [&](double weight) {
            int dear = 0;
            for (const std::uint64_t seed : {1, 2, 3}) {
                const auto sampler = makeGaussian(
                    SearchSpace({Parameter::real("x", 0, 1), Parameter::real("y", 0, 1)}), seed);
                sampler->priceBy(
                    [](const Configuration &c) { return c.number("x", 0) > 0.5 ? 100.0 : 1.0; },
                    weight);
                for (std::uint64_t trial = 0; trial < 30; ++trial) {
                    const Configuration asked = sampler->ask(trial);
                    dear += trial >= 10 && asked.number("x", 0) > 0.5 ? 1 : 0;
                    sampler->tell(trial, asked, {hills(asked), 0.0, 0.0});
                }
            }
            return dear;
        };
        const int priced = dearTrials(1.0), free = dearTrials(0.0);
        QVERIFY2(2 * priced < free, qPrintable(QString("%1 %2").arg(priced).arg(free)));
    }
    void changesItsMindWhenTrialsAreRetold()
    {
        const auto sampler = makeGaussian(SearchSpace({Parameter::real("x", 0, 1)}), 4);
        std::vector<double> asked;
        for (std::uint64_t trial = 0; trial < 14; ++trial) {
            const Configuration configuration = sampler->ask(trial);
            asked.push_back(configuration.number("x", 0));
            sampler->tell(trial, configuration, {-std::pow(asked.back() - 0.2, 2), 0.0, 0.0});
        }
        for (std::uint64_t trial = 0; trial < 14; ++trial)
            sampler->retell(trial, {-std::pow(asked[trial] - 0.9, 2), 0.0, 0.0});
        sampler->retell(99, {1.0, 0.0, 0.0}); // never told: ignored
        double nearest = 1.0;
        for (std::uint64_t trial = 14; trial < 20; ++trial) {
            const Configuration configuration = sampler->ask(trial);
            const double x = configuration.number("x", 0);
            nearest = std::min(nearest, std::abs(x - 0.9));
            sampler->tell(trial, configuration, {-std::pow(x - 0.9, 2), 0.0, 0.0});
        }
        QVERIFY2(nearest < 0.03, qPrintable(QString::number(nearest)));
    }
    void believesNoisyWinnersLess()
    {
        // One lucky value with a large variance must not draw the search to itself.
        const auto sampler = makeGaussian(SearchSpace({Parameter::real("x", 0, 1)}), 4);
        for (std::uint64_t trial = 0; trial < 14; ++trial) {
            Configuration told;
            const double x = (static_cast<double>(trial) + 0.5) / 14.0;
            told.set("x", x);
            const bool lucky = trial == 2;
            sampler->tell(trial, told, {lucky ? 0.05 : -std::abs(x - 0.8), lucky ? 0.5 : 1e-6});
        }
        int near = 0;
        for (std::uint64_t trial = 20; trial < 26; ++trial) {
            const Configuration asked = sampler->ask(trial);
            const double x = asked.number("x", 0);
            near += std::abs(x - 0.8) < 0.15 ? 1 : 0;
            sampler->tell(trial, asked, {-std::abs(x - 0.8), 1e-6});
        }
        QVERIFY2(near >= 3, qPrintable(QString::number(near)));
    }
};

QTEST_GUILESS_MAIN(TestSampler)
#include "tst_sampler.moc"
