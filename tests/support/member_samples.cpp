// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/integer_form.h"
#include "core/model/quantised_weights.h"
#include "tests/support/sample_parts.h"

namespace leptune::samples {
namespace {

constexpr int kMembers = 3, kHidden = 17;

Dense rounded(Dense layer)
{
    quantiseWeights(layer);
    return layer;
}

/// Members multiply the features by factors of their own, share the hidden layers and meet again.
NodeId members(GraphBuilder &to, ActivationKind kind, const Op &first, const Op &second)
{
    const NodeId features = to.addPlan(densePlan());
    const auto width = static_cast<std::size_t>(to.width(features));
    RandomStream random(3);
    std::vector<NodeId> last;
    for (int member = 0; member < kMembers; ++member) {
        Scale scale;
        scale.offset.assign(width, 0.0F);
        for (std::size_t i = 0; i < width; ++i)
            scale.scale.push_back(static_cast<float>(random.uniform(-1.5, 1.5)));
        NodeId id = to.add(scale, {features});
        for (const Op *layer : {&first, &second})
            id = to.add(Activation{kind}, {to.add(*layer, {id})});
        last.push_back(id);
    }
    return to.add(Concat{}, last);
}

} // namespace

void addMembers(std::vector<Sample> &to)
{
    const int width = densePlan()->width();
    const Dense first = rounded(dense(width, kHidden, 51));
    const Dense second = rounded(dense(kHidden, kHidden, 52));
    const Dense last = rounded(dense(kMembers * kHidden, 3, 53));
    to.push_back(shown("members", 3, [&](GraphBuilder &b) {
        const NodeId hidden = members(b, ActivationKind::Mish, first, second);
        return b.add(Softmax{}, {b.add(last, {hidden})});
    }));
    to.push_back(shown("integer members", 3, [&](GraphBuilder &b) {
        const NodeId hidden = members(b, ActivationKind::Relu, integerForm(first, -4.0F, 4.0F),
                                      integerForm(second, 0.0F, 6.0F));
        return b.add(Softmax{}, {b.add(integerForm(last, 0.0F, 6.0F), {hidden})});
    }));
}

} // namespace leptune::samples
