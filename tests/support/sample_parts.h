// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/model/graph_builder.h"
#include "tests/support/model_samples.h"

/// What the files that build samples share.
namespace leptune::samples {

/// Of table().
enum Columns { Width, Size, Color, Code, When, Flag, Spare, Photo };

std::vector<float> randomFloats(std::size_t count, RandomStream &random, double scale);
Dense dense(int inputs, int outputs, std::uint64_t seed);
/// Dense features without missing values.
std::shared_ptr<const FeaturePlan> densePlan();
/// Features for trees: NaN kept.
std::shared_ptr<const FeaturePlan> treePlan();
/// Every kind of derived feature; one reads a code that is no feature itself.
std::shared_ptr<const FeaturePlan> derivedPlan();
/// Few distinct values, so that many rows are equal and many distances too.
std::shared_ptr<const FeaturePlan> gridPlan();
/// A Model of what was built.
std::shared_ptr<const Model> finished(const std::string &name, const Schema &schema,
                                      GraphBuilder &&builder, NodeId output,
                                      float threshold = 0.5F);

/// Any width as "probabilities": shows what a part of the graph gives.
template <typename Write>
Sample shown(const std::string &name, int width, Write write)
{
    const Schema columns = schema(TaskKind::MultiClass, width);
    GraphBuilder builder(columns);
    const NodeId output = write(builder);
    return {name, finished(name, columns, std::move(builder), output)};
}

template <typename Write>
Sample binary(const std::string &name, float threshold, int positive, Write write)
{
    Schema columns = schema(TaskKind::Binary, 2);
    columns.positive = positive;
    GraphBuilder builder(columns);
    const NodeId output = write(builder);
    return {name, finished(name, columns, std::move(builder), output, threshold)};
}

template <typename Write>
Sample regression(const std::string &name, Write write)
{
    const Schema columns = schema(TaskKind::Regression);
    GraphBuilder builder(columns);
    const NodeId output = write(builder);
    return {name, finished(name, columns, std::move(builder), output)};
}

/// Networks whose members share their hidden layers.
void addMembers(std::vector<Sample> &to);
/// Networks that see pictures.
void addPictures(std::vector<Sample> &to);

} // namespace leptune::samples
