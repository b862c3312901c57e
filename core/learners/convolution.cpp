// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/convolution.h"

#include "core/base/error.h"
#include "core/learners/network_fit.h"
#include "core/learners/network_limits.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

using neural::ConvolutionStage;

constexpr int kSmallestSide = 8;

int shorterSide(const PictureShape &picture)
{
    return std::min(picture.height, picture.width);
}

/// Small data take many passes to learn, large ones few.
int epochsFor(std::size_t rows)
{
    const double passes = 60.0 * std::sqrt(4000.0 / static_cast<double>(rows + 1));
    return static_cast<int>(std::clamp(std::lround(passes), 12L, 120L));
}

/// The classic one, with padding where pictures are too small to lose their edges.
neural::NetworkShape lenet(const PictureShape &picture, int width)
{
    neural::NetworkShape shape;
    const int padding = shorterSide(picture) < 20 ? 2 : 0;
    shape.stages.push_back({width, 5, padding, 2});
    shape.stages.push_back({width * 5 / 2, 5, padding, 2});
    for (int side = shorterSide(picture) / 4; side > 10; side /= 2)
        shape.stages.push_back({width * 5 / 2, 3, 1, 2});
    shape.hidden = {width * 25};
    shape.activation = "relu";
    return shape;
}

/// Levels of half the side and twice the channels until a side is short.
neural::NetworkShape residual(const PictureShape &picture, int width)
{
    constexpr int kShortSide = 8;
    neural::NetworkShape shape;
    int side = shorterSide(picture);
    const auto halves = [&] {
        const int pool = side > kShortSide ? 2 : 1;
        side /= pool;
        return pool;
    };
    shape.stages.push_back({width, 3, 1, halves(), true});
    for (;;) {
        shape.stages.push_back({width, 3, 1, 1, true});
        const int before = static_cast<int>(shape.stages.size()) - 2;
        shape.stages.push_back({width, 3, 1, 1, true, before});
        if (side <= kShortSide)
            break;
        width *= 2;
        shape.stages.push_back({width, 3, 1, halves(), true});
    }
    shape.averages = true;
    shape.activation = "relu";
    return shape;
}

struct Settings {
    const char *architecture;
    int width;
    double rate;
    int batch;
    double dropout, decay;
    int shift, cutout;
};

Configuration make(const Settings &settings, bool flips, int epochs)
{
    Configuration configuration;
    configuration.set("architecture", std::string(settings.architecture));
    configuration.set("width", std::int64_t{settings.width});
    configuration.set("learning_rate", settings.rate);
    configuration.set("batch_size", std::int64_t{settings.batch});
    configuration.set("dropout", settings.dropout);
    configuration.set("weight_decay", settings.decay);
    configuration.set("shift", std::int64_t{settings.shift});
    configuration.set("cutout", std::int64_t{settings.cutout});
    configuration.set("flips", std::string(flips ? "yes" : "no"));
    configuration.set("epochs", std::int64_t{epochs});
    return configuration;
}

class ConvolutionLearner final : public NetworkFamily {
public:
    std::string name() const override { return "cnn"; }
    std::string title() const override { return "convolutional network"; }

    SearchSpace space(const DataShape &shape) const override
    {
        const int side = std::max(kSmallestSide, shorterSide(shape.picture));
        std::vector<Parameter> parameters{
            Parameter::categorical("architecture", {"residual", "lenet"}),
            Parameter::integer("width", 4, 32, true),
            Parameter::real("learning_rate", 3e-4, 1e-2, true),
            Parameter::integer("epochs", 6, 60, true),
            Parameter::integer("batch_size", 32, 256, true),
            Parameter::real("dropout", 0.0, 0.5),
            Parameter::real("weight_decay", 1e-5, 1e-1, true),
            Parameter::integer("shift", 0, side / 7),
            Parameter::integer("cutout", 0, side / 2),
            Parameter::categorical("flips", {"no", "yes"}),
        };
        addLimits(parameters, shape);
        return SearchSpace(std::move(parameters));
    }

    std::vector<Configuration> defaults(const DataShape &shape) const override
    {
        const int batch = shape.rows < 3000 ? 32 : 64;
        const int shift = std::max(1, shorterSide(shape.picture) / 14);
        // Things of the world look alike from both sides, letters and digits do not: they are grey.
        const bool flips = shape.picture.channels == 3;
        std::vector<Configuration> list{
            make({"residual", 16, 3e-3, batch, 0.0, 1e-2, shift, 0}, flips, 1),
            make({"lenet", 20, 1e-3, batch, 0.3, 1e-2, shift, 0}, flips, 1)};
        for (Configuration &configuration : list) {
            configuration.set("epochs", std::int64_t{quickEpochs(configuration, shape)});
            configuration = withinLimits(std::move(configuration), shape);
        }
        return list;
    }

    bool isMadeFor(const DataShape &shape) const override { return shape.isPictures(); }
    std::string whyNot(const DataShape &shape) const override
    {
        if (!shape.isPictures())
            return "the data is not pictures only";
        if (shorterSide(shape.picture) < kSmallestSide)
            return "pictures smaller than 8 x 8";
        return NetworkFamily::whyNot(shape);
    }

protected:
    NetworkRecipe recipe(const Configuration &configuration, const DataShape &shape) const override
    {
        const PictureShape &picture = shape.picture;
        if (shorterSide(picture) < kSmallestSide)
            throw Error(ErrorCode::BadInput, name(),
                        "learns from a column of pictures of at least 8 x 8 only");
        const Configuration usual =
            make({"residual", 16, 3e-3, 64, 0.0, 1e-2, 1, 0}, false, epochsFor(shape.rows));
        NetworkRecipe made = recipeFrom(configuration, usual);
        const auto width =
            static_cast<int>(std::clamp<std::int64_t>(configuration.integer("width", 16), 1, 512));
        made.shape = shapeNamed(configuration.choice("architecture", "residual"), picture, width);
        made.shape.dropout = configuration.number("dropout", 0.0);
        made.shape.picture = {picture.height, picture.width, picture.channels};
        made.options.schedule = neural::Schedule::OneCycle;
        made.options.patience = std::max(8, made.options.epochs * 4 / 10);
        made.options.gradientClip = 5.0;
        made.options.augmentation = {static_cast<int>(configuration.integer("shift", 0)),
                                     configuration.choice("flips", "no") == "yes",
                                     static_cast<int>(configuration.integer("cutout", 0))};
        return made;
    }

private:
    /// As many as are usual, fewer where pictures are so large that they would take long.
    int quickEpochs(const Configuration &oneEpoch, const DataShape &shape) const
    {
        constexpr double kOperations = 4e10; // some ten seconds
        constexpr int kFewest = 12;
        const bool isKnown = shape.isPictures() && whyNot(shape).empty();
        const double each = isKnown ? cost(shape, oneEpoch).operations : 1.0;
        return std::max(kFewest, std::min(epochsFor(shape.rows),
                                          static_cast<int>(std::min(kOperations / each, 1e4))));
    }
    static neural::NetworkShape shapeNamed(const std::string &architecture,
                                           const PictureShape &picture, int width)
    {
        if (architecture == "lenet")
            return lenet(picture, width);
        if (architecture == "residual")
            return residual(picture, width);
        throw Error(ErrorCode::BadOption, "architecture",
                    "\"" + architecture + "\" is not one; choose lenet or residual");
    }
};

} // namespace

const Learner &convolutionLearner()
{
    static const ConvolutionLearner learner;
    return learner;
}

} // namespace leptune
