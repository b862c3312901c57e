// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/neuron_cut.h"
#include "core/neural/neuron_groups.h"
#include "core/neural/parameters.h"
#include "core/neural/state_archive.h"

#include <span>
#include <vector>

namespace leptune::neural {

/// Which hidden neurons a network in training loses, and when. Every group loses the same share,
/// those neurons whose removal would change the loss least to first order: the square of a
/// batch's sum of weight times gradient over what reads the neuron, added up over steps (Molchanov
/// et al. 2019).
///
/// Without a tolerance they are removed in a few events along the cubic of weights. With one they
/// are first masked, the last to be masked being the first to come back, and removed once the loss
/// has kept to the limit without them.
class NeuronPruner {
public:
    NeuronPruner(const NetworkShape &shape, const Compression &wanted);

    /// Scores are still asked for.
    bool observes() const { return m_tolerates || !isFinal(); }
    /// After a batch's backward pass: the weights each layer computed with and the gradient of all,
    /// as they lie in the layout.
    void observe(const ParameterLayout &layout, std::span<const float *const> weights,
                 std::span<const float> gradient);

    /// Before a step at `progress` in [0, 1] of the training. True: neurons are to go, now.
    bool advance(double progress);
    /// With a tolerance: this share of the way, [0, 1], is masked.
    void shrinkTo(double level);
    bool hasMasked() const;
    /// For every weight, 0 where a masked neuron makes or reads it; empty where none is masked.
    std::vector<float> living(const ParameterLayout &layout) const;
    /// The neurons that stay, when the others are removed; from now on there are only these.
    NeuronCut cut();

    bool isFinal() const { return m_tolerates || m_event == kEvents; }
    /// `shape`: of the network as it is in the archive.
    void exchange(StateArchive &archive, const NetworkShape &shape);

private:
    static constexpr int kEvents = 10;

    struct Group {
        NeuronGroup place;
        std::size_t whole = 0;           ///< neurons at the start
        std::size_t living = 0;          ///< the first of `order`
        std::vector<std::size_t> order;  ///< the living first, then the masked, the newest first
        std::vector<float> scores, sums; ///< a neuron: over steps, of this step
    };
    static void rank(Group &group);
    void choose(double share);

    double m_wanted;
    bool m_tolerates;
    std::vector<Group> m_groups;
    int m_event = 0; ///< that have been
};

} // namespace leptune::neural
