// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_method.h"

namespace leptune {

/// Distillation of a Model of any kind into one ensemble of trees (Bucila et al. 2006; Hinton et al.
/// 2015; Fakoor et al. 2020): boosted on the teacher's answers for the rows of the part and for
/// made-up rows near them, then shrunk where `shrunk` says so (tree_shrinker.h, `bit_price`).
/// `growth` of the trees: "symmetric" with `depth` and `random_strength` as of the booster, or
/// "leafwise" with at most `leaves`; `rounds`, `step` the learning rate in those that the booster
/// would take, `truth` the share of a row's own target in what it learns, `made` the share that
/// made-up rows have of all weight. Null where there are no features that trees could ask for, or
/// more than 100 classes.
std::unique_ptr<CompressionMethod> makeStudent(const CompressionSubject &subject,
                                               std::uint64_t seed);

} // namespace leptune
