// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/parameters.h"

#include <span>

namespace leptune::neural {

/// The start of an embedding in flat numbers: frequencies normal, phases anywhere in a turn, L and
/// c uniform within 1 / sqrt(frequencies), tables of categories normal (Holzmueller et al. 2024).
void drawEmbedding(const ParameterLayout::Embedding &place, const InputEmbedding &wanted,
                   RandomStream &random, std::span<float> flat);

/// What c adds becomes part of the bias of the first layer, of which there is one.
void foldEmbeddingBias(const ParameterLayout &layout, std::span<float> flat);

} // namespace leptune::neural
