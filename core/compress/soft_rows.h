// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_subject.h"
#include "core/learners/booster/features.h"

namespace leptune {

/// What a student learns from: rows of a part and made-up ones near them, with the teacher's
/// answers.
struct SoftRows {
    std::shared_ptr<const FeaturePlan> plan; ///< the study's tree features
    FloatMatrix features;
    BinnedMatrix bins;
    std::size_t real = 0;       ///< rows of the part; they come first
    std::vector<float> truth;   ///< of the real rows
    std::vector<float> weights; ///< of the real rows, or empty
    FloatMatrix answers;        ///< of all rows: the teacher's
    std::size_t rows() const { return answers.rows; }
};

/// At most `mostReal` rows of the part and `made` others, as the part's graph answers them.
SoftRows softRowsOf(const CompressionPart &part, std::size_t mostReal, std::size_t made,
                    std::uint64_t seed);

/// How the answers are weighed that a student learns: real rows answer `truthShare` of their own
/// target and the rest of the teacher's; made-up rows have `madeShare` of all weight (0: they are
/// left out), below 1.
struct Mixing {
    double truthShare = 0.0;
    double madeShare = 0.5;
};

/// Rows as a booster takes them: fractions of two classes; a row a class that has a share in it, by
/// weight, for more; standardised numbers.
struct StudentLabels {
    Rows source;              ///< rows of SoftRows
    BoosterLabels labels;     ///< of those
    std::vector<float> start; ///< scores before the first tree
    TargetUnit unit;          ///< of numbers
};
StudentLabels studentLabels(const SoftRows &rows, const Target &target, const Mixing &mixing);

} // namespace leptune
