// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_result.h"
#include "core/compress/model_makeup.h"

#include <QString>

#include <vector>

namespace leptune {

/// A line of a table that shows a Model before and after.
struct BeforeAfter {
    QString what, before, after;
    QString change; ///< in words; may be empty
    QString tip;
};

/// Scores, costs, and how right each class or range of numbers is answered. `lockedRows`: of the
/// study.
std::vector<BeforeAfter> comparisonRows(const CompressionResult &result, std::size_t place,
                                        std::uint64_t lockedRows);
/// What of the makeup differs, part by part, and how it was done.
std::vector<BeforeAfter> changeRows(const CompressionResult &result, std::size_t place,
                                    const ModelMakeup &before, const ModelMakeup &after);

} // namespace leptune
