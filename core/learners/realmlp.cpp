// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/realmlp.h"

#include "core/learners/network_fit.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

/// Steps rather than passes count where there are many rows.
int epochsFor(std::size_t rows)
{
    const double passes = 200.0 * std::sqrt(1000.0 / static_cast<double>(rows + 1));
    return static_cast<int>(std::clamp(std::lround(passes), 24L, 256L));
}

Configuration make(double rate, int epochs, int batch, int layers, int width, double dropout,
                   double decay, const char *activation)
{
    Configuration configuration;
    configuration.set("epochs", std::int64_t{epochs});
    configuration.set("learning_rate", rate);
    configuration.set("batch_size", std::int64_t{batch});
    configuration.set("layers", std::int64_t{layers});
    configuration.set("width", std::int64_t{width});
    configuration.set("dropout", dropout);
    configuration.set("weight_decay", decay);
    configuration.set("activation", std::string(activation));
    return configuration;
}

NetworkRecipe recipe(const Configuration &configuration, std::size_t rows)
{
    NetworkRecipe recipe =
        recipeFrom(configuration, make(0.05, epochsFor(rows), 256, 3, 128, 0.0, 0.0, "mish"));
    recipe.shape.parametrisation = neural::Parametrisation::Tangent;
    recipe.shape.scalesInputs = true;
    recipe.options.schedule = neural::Schedule::CosLog4;
    recipe.options.secondMomentum = 0.95;
    // The last cycle is a little over half of the schedule: it is waited for unless an early one
    // was best.
    recipe.options.patience = std::max(20, recipe.options.epochs * 55 / 100);
    return recipe;
}

class RealMlpLearner final : public Learner {
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
        };
        addLimits(parameters, shape);
        return SearchSpace(std::move(parameters));
    }

    std::vector<Configuration> defaults(const DataShape &shape) const override
    {
        const bool classes = shape.task != TaskKind::Regression;
        const int batch = shape.rows < 40000 ? 256 : 512, epochs = epochsFor(shape.rows);
        const double rate = classes ? 0.04 : 0.07;
        constexpr double kHardlyAny = 1e-5;
        std::vector<Configuration> list{
            make(rate, epochs, batch, 3, 128, 0.15, 2e-2, classes ? "selu" : "mish"),
            make(rate, 256, batch, 3, 256, 0.0, kHardlyAny, classes ? "selu" : "mish")};
        for (Configuration &configuration : list)
            configuration = withinLimits(std::move(configuration), shape);
        return list;
    }

    CostHint cost(const DataShape &shape, const Configuration &configuration) const override
    {
        return networkCost(shape, recipe(configuration, shape.rows));
    }

    std::string whyNot(const DataShape &shape) const override { return whyNoNetwork(shape); }

    std::unique_ptr<Predictor> fit(const View &train, const View &validation,
                                   const Configuration &configuration,
                                   const FitContext &context) const override
    {
        return fitNetwork(name(), train, validation, recipe(configuration, train.size()), context);
    }
};

} // namespace

const Learner &realMlpLearner()
{
    static const RealMlpLearner learner;
    return learner;
}

} // namespace leptune
