// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/sampler.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace leptune;

namespace {

std::string nameOf(std::size_t i)
{
    return "p" + std::to_string(i);
}

Parameter randomParameter(RandomStream &random, std::size_t i)
{
    const double low = std::pow(10.0, random.uniform(-6, 3));
    const double high = low * std::pow(10.0, random.uniform(0, 6));
    switch (random.below(4)) {
    case 0:
        return Parameter::real(nameOf(i), low, random.below(5) == 0 ? low : high, true);
    case 1:
        return Parameter::real(nameOf(i), -high, low);
    case 2:
        return Parameter::integer(nameOf(i), 1, 1 + static_cast<std::int64_t>(random.below(300)),
                                  random.below(2) == 0);
    default: {
        std::vector<std::string> choices;
        for (std::uint64_t k = 0; k <= random.below(6); ++k)
            choices.push_back("c" + std::to_string(k));
        return Parameter::categorical(nameOf(i), choices);
    }
    }
}

/// Up to twelve parameters, some of them under conditions on earlier ones.
SearchSpace randomSpace(RandomStream &random)
{
    std::vector<Parameter> parameters;
    const std::uint64_t count = 1 + random.below(12);
    for (std::size_t i = 0; i < count; ++i) {
        Parameter parameter = randomParameter(random, i);
        if (i > 0 && random.below(2) == 0) {
            const Parameter &parent = parameters[random.below(i)];
            if (parent.kind == ParameterKind::Categorical)
                parameter = std::move(parameter).onlyWhen(
                    parent.name, {parent.choices[random.below(parent.choices.size())]});
        }
        parameters.push_back(std::move(parameter));
    }
    return SearchSpace(std::move(parameters));
}

constexpr std::uint64_t kLongEvery = 12; ///< a session that other ways of proposing take over in

double randomValue(RandomStream &random)
{
    constexpr double kOdd[] = {0.0, -0.0, 1e308, -1e308, 1e-308, HUGE_VAL, -HUGE_VAL, 1.0};
    switch (random.below(6)) {
    case 0:
        return kOdd[random.below(8)];
    case 1:
        return std::nan("");
    default:
        return random.normal() * std::pow(10.0, random.uniform(-3, 3));
    }
}

/// So many that the model sees a part of them, or that the estimator takes over; some of one value.
void tellMany(Sampler &sampler, const SearchSpace &space, RandomStream &random)
{
    const std::uint64_t count = random.below(2) == 0 ? 290 : 495;
    const bool isOne = random.below(3) == 0;
    const double one = randomValue(random);
    for (std::uint64_t trial = 0; trial < count; ++trial)
        sampler.tell(10'000 + trial, space.sample(random), {isOne ? one : randomValue(random)});
}

} // namespace

/// LEPTUNE_FUZZ_LINES asks and tells (default 3,000; the release is checked with 100,000).
class TestSearchAsk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersWhateverItIsTold()
    {
        bool given = false;
        const int wanted = qEnvironmentVariableIntValue("LEPTUNE_FUZZ_LINES", &given);
        const int lines = given ? wanted : 3000;
        int line = 0;
        for (std::uint64_t session = 0; line < lines; ++session) {
            RandomStream random(77, session);
            const SearchSpace space = randomSpace(random);
            const auto sampler = session % 3 == 0 ? makeTpeSampler(space, session)
                                                  : makeGaussianProcessSampler(space, session);
            std::map<std::uint64_t, Configuration> running;
            if (session % kLongEvery == kLongEvery - 1)
                tellMany(*sampler, space, random);
            const std::uint64_t length = 10 + random.below(50);
            for (std::uint64_t trial = 0; trial < length; ++trial, line += 2) {
                running[trial] = sampler->ask(trial);
                space.validate(running[trial]);
                if (random.below(4) == 0)
                    continue; // stays pending for a while, or for ever
                auto told = running.begin();
                std::advance(told, static_cast<long>(random.below(running.size())));
                Outcome outcome{randomValue(random), randomValue(random), randomValue(random)};
                if (random.below(8) == 0)
                    outcome.value.reset();
                sampler->tell(told->first, told->second, outcome);
                if (random.below(20) == 0)
                    sampler->retell(random.below(length), outcome);
                if (random.below(20) == 0)
                    sampler->priceBy([&](const Configuration &) { return randomValue(random); },
                                     random.uniform());
                if (random.below(10) == 0)
                    sampler->tell(1000 + trial, randomSpace(random).sample(random), outcome);
                running.erase(told);
            }
        }
        QVERIFY(line >= lines);
    }
};

QTEST_GUILESS_MAIN(TestSearchAsk)
#include "tst_search_ask.moc"
