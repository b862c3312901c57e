// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_parts.h"

namespace leptune::samples {

std::vector<float> randomFloats(std::size_t count, RandomStream &random, double scale)
{
    std::vector<float> values(count);
    for (float &value : values)
        value = static_cast<float>(scale * random.normal());
    return values;
}

Dense dense(int inputs, int outputs, std::uint64_t seed)
{
    RandomStream random(seed, 1);
    const auto in = static_cast<std::size_t>(inputs);
    const auto out = static_cast<std::size_t>(outputs);
    return {inputs, outputs, randomFloats(in * out, random, 0.5), randomFloats(out, random, 0.3)};
}

std::shared_ptr<const Model> finished(const std::string &name, const Schema &schema,
                                      GraphBuilder &&builder, NodeId output, float threshold)
{
    return std::make_shared<const Model>(name, schema, std::move(builder).finish(output), threshold,
                                         std::map<std::string, std::string>{{"metric", "auc"}});
}

} // namespace leptune::samples
