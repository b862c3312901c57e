// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preprocess/view.h"

namespace leptune {

/// `count` made-up rows near those of `view`: a row in which every cell was taken, by a chance of a
/// half, from a row near it (MUNGE, Bucila et al. 2006; cells are not blurred, so they stay values
/// that occur). Near: the nearest by the study's dense features of some drawn at random. At least
/// two rows.
RawBatch munge(const View &view, std::size_t count, std::uint64_t seed);

} // namespace leptune
