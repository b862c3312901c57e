// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_embedding.h"

#include "core/neural/input_columns.h"
#include "core/neural/parameters.h"
#include "core/neural/torch_tensors.h"

#include <ATen/ATen.h>

#include <numbers>

namespace leptune::neural {

namespace {

at::Tensor indices(const std::vector<int> &places, const at::Device &device)
{
    return at::tensor(std::vector<std::int64_t>(places.begin(), places.end()), at::kLong)
        .to(device);
}

} // namespace

struct TorchEmbedding::Parts {
    std::vector<CategoryColumns> categories;
    at::Tensor plain, periodic;                    ///< places of inputs
    at::Tensor frequencies, phases, weights, bias; ///< [periodic, ...]
    std::vector<at::Tensor> tables;                ///< [columns, outputs] a category
};

TorchEmbedding::TorchEmbedding(const NetworkShape &shape, const ParameterLayout &layout,
                               const at::Tensor &flat, const at::Tensor &gradient)
{
    const auto parameter = [&](std::size_t offset, std::initializer_list<std::int64_t> sizes) {
        return leafOf(flat, gradient, offset, sizes);
    };
    const InputEmbedding &wanted = shape.embedding;
    const ParameterLayout::Embedding &place = layout.embedding;
    const auto count = static_cast<std::int64_t>(wanted.periodic.size());
    auto parts = std::make_unique<Parts>();
    parts->categories = wanted.categories;
    parts->plain = indices(layout.plainInputs, flat.device());
    parts->periodic = indices(wanted.periodic, flat.device());
    parts->frequencies = parameter(place.frequencies, {count, wanted.frequencies});
    parts->phases = parameter(place.phases, {count, wanted.frequencies});
    parts->weights = parameter(place.weights, {count, wanted.frequencies, wanted.periodicOutputs});
    parts->bias = parameter(place.bias, {count, wanted.periodicOutputs});
    std::size_t table = place.categories;
    for (const CategoryColumns &category : wanted.categories) {
        parts->tables.push_back(parameter(table, {category.count, wanted.categoryOutputs}));
        table += static_cast<std::size_t>(category.count) *
                 static_cast<std::size_t>(wanted.categoryOutputs);
    }
    m_parts = std::move(parts);
}

TorchEmbedding::~TorchEmbedding() = default;

at::Tensor TorchEmbedding::embedded(const at::Tensor &x) const
{
    const Parts &parts = *m_parts;
    std::vector<at::Tensor> all{x.index_select(1, parts.plain)};
    if (parts.periodic.numel() > 0) {
        const at::Tensor numbers = x.index_select(1, parts.periodic).unsqueeze(2);
        const at::Tensor cosines =
            at::cos((numbers * parts.frequencies + parts.phases) * (2.0 * std::numbers::pi));
        // [periodic, rows, frequencies] x [periodic, frequencies, outputs]
        const at::Tensor sums = at::bmm(cosines.transpose(0, 1), parts.weights).transpose(0, 1);
        all.push_back((sums + parts.bias).flatten(1));
    }
    for (std::size_t i = 0; i < parts.categories.size(); ++i)
        all.push_back(at::mm(x.narrow(1, parts.categories[i].first, parts.categories[i].count),
                             parts.tables[i]));
    return at::cat(all, 1);
}

} // namespace leptune::neural
