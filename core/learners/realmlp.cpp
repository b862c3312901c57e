// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/realmlp.h"

#include "core/base/error.h"
#include "core/learners/network_fit.h"
#include "core/learners/network_limits.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr double kFrequencyScale = 0.1;

/// Steps rather than passes count where there are many rows.
int epochsFor(std::size_t rows)
{
    const double passes = 200.0 * std::sqrt(1000.0 / static_cast<double>(rows + 1));
    return static_cast<int>(std::clamp(std::lround(passes), 24L, 256L));
}

Configuration make(const NetworkSettings &settings, int epochs)
{
    Configuration configuration = configurationOf(settings);
    configuration.set("epochs", std::int64_t{epochs});
    configuration.set("embedding", std::string("none"));
    configuration.set("activation_share", std::string("off"));
    return configuration;
}

void embedNumbers(Configuration &configuration)
{
    configuration.set("embedding", std::string("periodic"));
    configuration.set("frequency_scale", kFrequencyScale);
}

/// There may be a category of enough columns.
bool mayHoldTables(const DataShape &shape)
{
    return shape.denseFeatures >= shape.rawColumns + kMostOneHot;
}

class RealMlpLearner final : public NetworkFamily {
public:
    std::string name() const override { return "realmlp"; }
    std::string title() const override { return "network for tables"; }

    SearchSpace space(const DataShape &shape) const override
    {
        std::vector<Parameter> parameters{
            Parameter::real("learning_rate", 1e-2, 2e-1, true),
            Parameter::integer("epochs", 16, 256, true),
            Parameter::integer("batch_size", 64, 512, true),
            Parameter::integer("layers", 2, 4),
            Parameter::integer("width", 32, 384, true),
            Parameter::real("dropout", 0.0, 0.5),
            Parameter::real("weight_decay", 1e-5, 1e-1, true),
            Parameter::categorical("activation", {"selu", "mish", "silu"}),
            Parameter::integer("members", 1, kMostMembers, true),
            Parameter::categorical("embedding", {"none", "periodic"}),
            Parameter::real("frequency_scale", 0.02, 2.0, true).onlyWhen("embedding", {"periodic"}),
            Parameter::categorical("activation_share", {"off", "on"}),
        };
        if (mayHoldTables(shape))
            parameters.push_back(Parameter::categorical("categories", {"one_hot", "embedded"}));
        addLimits(parameters, shape);
        return SearchSpace(std::move(parameters));
    }

    std::vector<Parameter> furtherParameters() const override
    {
        std::vector<Parameter> further = NetworkFamily::furtherParameters();
        further.push_back(shortcutsParameter());
        return further;
    }

    std::vector<Configuration> defaults(const DataShape &shape) const override
    {
        const bool classes = shape.task != TaskKind::Regression;
        // Few rows are few steps a pass (tests/bench/neural/choices.md).
        const int batch = shape.rows < 4000 ? 128 : shape.rows < 40000 ? 256 : 512;
        const int epochs = epochsFor(shape.rows);
        const double rate = classes ? 0.04 : 0.07;
        const char *activation = classes ? "selu" : "mish";
        constexpr double kHardlyAny = 1e-5;
        // What an ensemble gains was measured below that; its time grows with the rows.
        const int members = shape.rows < 20000 ? 4 : 1;
        std::vector<Configuration> list{
            make({rate, batch, 3, 128, 0.15, 2e-2, activation, members}, epochs),
            make({rate, batch, 3, 256, 0.0, kHardlyAny, activation}, 256)};
        // A first layer four times as wide and its cosines are most of a small or fast network, and
        // on tables of a few hundred rows they learned what was not there.
        constexpr std::size_t kFewestRows = 1000;
        if (shape.rows >= kFewestRows && !shape.wantsSmall && !shape.wantsFast)
            embedNumbers(list.front());
        for (Configuration &configuration : list) {
            if (mayHoldTables(shape))
                configuration.set("categories", std::string("one_hot"));
            configuration = withinLimits(std::move(configuration), shape);
        }
        addTaught(list, shape);
        return list;
    }

protected:
    NetworkRecipe recipe(const Configuration &configuration, const DataShape &shape) const override
    {
        NetworkRecipe made = recipeFrom(
            configuration, make({0.05, 256, 3, 128, 0.0, 0.0, "mish"}, epochsFor(shape.rows)));
        made.shape.parametrisation = neural::Parametrisation::Tangent;
        made.shape.scalesInputs = true;
        made.shape.sharesActivation = chosen(configuration, "activation_share", "off", "on");
        made.shape.embedding.deviation = configuration.number("frequency_scale", kFrequencyScale);
        made.embedsNumbers = chosen(configuration, "embedding", "none", "periodic");
        made.embedsCategories = chosen(configuration, "categories", "one_hot", "embedded");
        made.options.schedule = neural::Schedule::CosLog4;
        made.options.secondMomentum = 0.95;
        // The last cycle is a little over half of the schedule: it is waited for unless an early
        // one was best.
        made.options.patience = std::max(20, made.options.epochs * 55 / 100);
        return made;
    }
    /// Its scaling layer learns how loud each column is to be.
    const FeatureSet &inputs(const StudyData &data) const override { return data.denseRobust(); }
};

} // namespace

const Learner &realMlpLearner()
{
    static const RealMlpLearner learner;
    return learner;
}

} // namespace leptune
