// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/eight_bits.h"
#include "core/model/graph.h"

#include <cstdint>
#include <optional>

namespace leptune {

/// weights[i, o] = codes[i, o] * steps[o], exactly.
struct WeightCodes {
    std::vector<float> steps; ///< an output, of 8 bits of mantissa; 0 where all of its weights are
    std::vector<std::int8_t> codes; ///< -127 ... 127, as the weights lie
};

/// Rounds the weights of every output to multiples of 1/most of its largest (symmetric, 8 bits, a
/// channel each), so that the packed file can hold codes. To be called before anything is scored
/// with the layer. A layer with a weight that is not finite stays as it is.
void quantiseWeights(Dense &layer, float most = kMostWeightCode);

/// The same for a convolution.
void quantiseConvolution(Convolution &layer);

/// The same for numbers [rows, columns], with a step a column. Of fewer bits than 8: to multiples
/// of so many steps (the largest ones stay), which files hold by their entropy.
void quantiseMatrix(std::vector<float> &values, std::size_t columns, int bits = 8);

/// The same for the biases of a layer, with one step for all.
void quantiseBias(std::vector<float> &bias);

/// The same for the frequencies, phases and weights of an embedding, with a step a column each.
void quantiseEmbedding(PeriodicEmbedding &embedding);

/// Numbers [rows, columns] as a layer without biases.
Dense matrixOf(std::vector<float> values, std::size_t columns);

/// The codes of a layer that was rounded to multiples of 1/most of each output's largest weight,
/// nothing for others.
std::optional<WeightCodes> weightCodes(const Dense &layer, float most = kMostWeightCode);

} // namespace leptune
