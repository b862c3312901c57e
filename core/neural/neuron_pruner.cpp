// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/neuron_pruner.h"

#include "core/neural/dot_product.h"
#include "core/neural/schedule.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune::neural {

namespace {

std::size_t inputsOf(const ParameterLayout &layout, std::size_t layer)
{
    return static_cast<std::size_t>(layout.layers[layer].inputs);
}

std::size_t outputsOf(const ParameterLayout &layout, std::size_t layer)
{
    return static_cast<std::size_t>(layout.layers[layer].outputs);
}

} // namespace

NeuronPruner::NeuronPruner(const NetworkShape &shape, const Compression &wanted)
    : m_wanted(wanted.neuronSparsity), m_tolerates(wanted.tolerance > 0.0)
{
    for (NeuronGroup &place : neuronGroups(shape)) {
        Group group;
        group.whole = group.living = place.size;
        group.order.resize(place.size);
        std::iota(group.order.begin(), group.order.end(), std::size_t{0});
        group.scores.resize(place.size);
        group.sums.resize(place.size);
        group.place = std::move(place);
        m_groups.push_back(std::move(group));
    }
}

void NeuronPruner::observe(const ParameterLayout &layout, std::span<const float *const> weights,
                           std::span<const float> gradient)
{
    for (Group &group : m_groups) {
        const std::size_t size = group.place.size;
        std::ranges::fill(group.sums, 0.0F);
        for (const std::size_t reader : group.place.readers) {
            const std::size_t outputs = outputsOf(layout, reader);
            const float *slopes = gradient.data() + layout.layers[reader].weights;
            for (std::size_t i = 0; i < inputsOf(layout, reader); ++i)
                group.sums[i % size] +=
                    dotProduct(weights[reader] + i * outputs, slopes + i * outputs, outputs);
        }
        for (std::size_t n = 0; n < size; ++n)
            group.scores[n] += group.sums[n] * group.sums[n];
    }
}

void NeuronPruner::rank(Group &group)
{
    std::stable_sort(
        group.order.begin(), group.order.begin() + static_cast<std::ptrdiff_t>(group.living),
        [&](std::size_t a, std::size_t b) { return group.scores[a] > group.scores[b]; });
    std::ranges::fill(group.scores, 0.0F);
}

void NeuronPruner::choose(double share)
{
    for (Group &group : m_groups) {
        rank(group);
        const double left = static_cast<double>(group.whole) * (1.0 - share);
        group.living = std::clamp(static_cast<std::size_t>(std::llround(left)), std::size_t{1},
                                  group.place.size);
    }
}

bool NeuronPruner::advance(double progress)
{
    const auto progressOf = [](int event) {
        return kPruneFrom + (kPruneTo - kPruneFrom) * event / kEvents;
    };
    const int before = m_event;
    while (!m_tolerates && m_event < kEvents && progress >= progressOf(m_event + 1))
        ++m_event;
    if (m_event == before)
        return false;
    choose(m_wanted * pruningShare(progressOf(m_event)));
    return hasMasked();
}

void NeuronPruner::shrinkTo(double level)
{
    choose(1.0 - std::pow(1.0 - m_wanted, level));
}

bool NeuronPruner::hasMasked() const
{
    return std::ranges::any_of(m_groups,
                               [](const Group &group) { return group.living < group.place.size; });
}

std::vector<float> NeuronPruner::living(const ParameterLayout &layout) const
{
    if (!hasMasked())
        return {};
    std::vector<float> living(layout.weightCount, 1.0F);
    for (const Group &group : m_groups)
        for (std::size_t place = group.living; place < group.order.size(); ++place) {
            const std::size_t neuron = group.order[place];
            for (const std::size_t maker : group.place.makers) {
                float *weights = living.data() + layout.layers[maker].weights;
                for (std::size_t i = 0; i < inputsOf(layout, maker); ++i)
                    weights[i * outputsOf(layout, maker) + neuron] = 0.0F;
            }
            for (const std::size_t reader : group.place.readers) {
                const std::size_t outputs = outputsOf(layout, reader);
                float *weights = living.data() + layout.layers[reader].weights;
                for (std::size_t i = neuron; i < inputsOf(layout, reader); i += group.place.size)
                    std::fill_n(weights + i * outputs, outputs, 0.0F);
            }
        }
    return living;
}

NeuronCut NeuronPruner::cut()
{
    NeuronCut cut;
    for (Group &group : m_groups) {
        group.order.resize(group.living);
        std::vector<std::size_t> kept = group.order;
        std::ranges::sort(kept);
        for (std::size_t &neuron : group.order)
            neuron =
                static_cast<std::size_t>(std::ranges::lower_bound(kept, neuron) - kept.begin());
        keepPlaces(group.scores, kept);
        keepPlaces(group.sums, kept);
        group.place.size = group.living;
        cut.push_back(std::move(kept));
    }
    return cut;
}

void NeuronPruner::exchange(StateArchive &archive, const NetworkShape &shape)
{
    archive.value(m_event, 0, kEvents);
    std::vector<NeuronGroup> places = neuronGroups(shape);
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        Group &group = m_groups[g];
        group.place = std::move(places[g]);
        for (std::vector<float> *numbers : {&group.scores, &group.sums})
            numbers->resize(group.place.size);
        group.order.resize(group.place.size);
        const int last = static_cast<int>(group.place.size) - 1;
        std::vector<bool> seen(group.place.size);
        for (std::size_t &neuron : group.order) {
            int value = static_cast<int>(neuron);
            archive.value(value, 0, last);
            neuron = static_cast<std::size_t>(value);
            StateArchive::require(!seen[neuron]);
            seen[neuron] = true;
        }
        int living = static_cast<int>(group.living);
        archive.value(living, 1, last + 1);
        group.living = static_cast<std::size_t>(living);
        archive.floats(std::span(group.scores));
    }
}

} // namespace leptune::neural
