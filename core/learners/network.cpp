// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network.h"

#include "core/base/error.h"
#include "core/learners/network_fit.h"
#include "core/learners/network_limits.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

/// Small data take many passes to learn, large ones few.
int epochsFor(std::size_t rows)
{
    const double passes = 150.0 * std::pow(1000.0 / static_cast<double>(rows + 1), 0.35);
    return static_cast<int>(std::clamp(std::lround(passes), 20L, 200L));
}

neural::Schedule scheduleNamed(const std::string &name)
{
    if (name == "constant")
        return neural::Schedule::Constant;
    if (name == "cosine")
        return neural::Schedule::Cosine;
    if (name == "one_cycle")
        return neural::Schedule::OneCycle;
    throw Error(ErrorCode::BadOption, "schedule",
                "\"" + name + "\" is not a schedule; choose constant, cosine or one_cycle");
}

constexpr int kUsualWidth = 96, kMostWidth = 512;

/// Two thirds of the columns, where every unit has a hundred rows to learn from; the
/// usual width serves narrower and smaller tables. Pictures have their own networks, and limits of
/// size or time narrow ones.
int widthFor(const DataShape &shape)
{
    if (shape.picture.bytes() > 0 || shape.wantsSmall || shape.wantsFast)
        return kUsualWidth;
    constexpr std::size_t kBlock = 32; // kernels take whole ones
    const std::size_t units = std::min(shape.rawColumns * 2 / 3, shape.rows / 100);
    return std::clamp(static_cast<int>(units / kBlock * kBlock), kUsualWidth, kMostWidth);
}

/// The wider, the more it has to be held back, and the smaller its steps.
NetworkSettings firstSettings(const DataShape &shape, int batch)
{
    const int width = widthFor(shape);
    if (width == kUsualWidth)
        return {3e-3, batch, 2, width, 0.1, 1e-2, "silu"};
    const double ratio = static_cast<double>(width) / kUsualWidth;
    const double extra = static_cast<double>(width - kUsualWidth) / (kMostWidth - kUsualWidth);
    constexpr int kMostRows = 128; // a batch
    return {3e-3 / std::sqrt(ratio), std::min(batch, kMostRows), 2,     width,
            0.1 + 0.3 * extra,       1e-2 + 0.09 * extra,        "mish"};
}

Configuration make(const NetworkSettings &settings, const char *schedule)
{
    Configuration configuration = configurationOf(settings);
    configuration.set("schedule", std::string(schedule));
    return configuration;
}

class NetworkLearner final : public NetworkFamily {
public:
    std::string name() const override { return "nn"; }
    std::string title() const override { return "neural network"; }

    std::vector<Parameter> furtherParameters() const override
    {
        std::vector<Parameter> further = NetworkFamily::furtherParameters();
        further.push_back(Parameter::integer("epochs", 1, 1000, true));
        further.push_back(shortcutsParameter());
        return further;
    }
    SearchSpace space(const DataShape &shape) const override
    {
        std::vector<Parameter> parameters{
            Parameter::real("learning_rate", 1e-4, 3e-2, true),
            Parameter::integer("batch_size", 32, 512, true),
            Parameter::integer("layers", 1, 3),
            Parameter::integer("width", 16, widthFor(shape) > kUsualWidth ? kMostWidth : 256, true),
            Parameter::real("dropout", 0.0, 0.5),
            Parameter::real("weight_decay", 1e-6, 1e-1, true),
            Parameter::categorical("activation", {"relu", "silu", "mish", "selu", "tanh"}),
            Parameter::categorical("schedule", {"one_cycle", "cosine", "constant"}),
            Parameter::integer("members", 1, kMostMembers, true),
        };
        addLimits(parameters, shape);
        return SearchSpace(std::move(parameters));
    }

    std::vector<Configuration> defaults(const DataShape &shape) const override
    {
        const int batch = shape.rows < 3000    ? 32
                          : shape.rows < 12000 ? 64
                          : shape.rows < 40000 ? 128
                                               : 256;
        std::vector<Configuration> list{
            make(firstSettings(shape, batch), "one_cycle"),
            make({1.5e-3, batch, 3, 192, 0.2, 2e-2, "mish"}, "cosine"),
            make({8e-3, batch, 1, 64, 0.05, 1e-3, "relu"}, "one_cycle")};
        for (Configuration &configuration : list)
            configuration = withinLimits(std::move(configuration), shape);
        addTaught(list, shape);
        return list;
    }

protected:
    NetworkRecipe recipe(const Configuration &configuration, const DataShape &shape) const override
    {
        Configuration usual = make({3e-3, 128, 2, 128, 0.1, 1e-2, "silu"}, "one_cycle");
        usual.set("epochs", std::int64_t{epochsFor(shape.rows)});
        NetworkRecipe made = recipeFrom(configuration, usual);
        made.options.schedule =
            scheduleNamed(configuration.choice("schedule", usual.choice("schedule", "")));
        made.options.patience = std::max(10, made.options.epochs * 3 / 10);
        made.options.gradientClip = 5.0;
        return made;
    }
};

} // namespace

const Learner &networkLearner()
{
    static const NetworkLearner learner;
    return learner;
}

} // namespace leptune
