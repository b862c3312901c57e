// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace leptune {

/// One kind of English text that core makes for people, marked for translation in the context
/// "core". "%1" to "%9" stand for a name or a number and come once each.
struct CorePattern {
    const char *text;
    const char *nested = ""; ///< digits of the places that hold a text of core's themselves
};

std::span<const CorePattern> dataPatterns();
std::span<const CorePattern> importPatterns();
std::span<const CorePattern> profilePatterns();
std::span<const CorePattern> studyPatterns();
std::span<const CorePattern> modelPatterns();
std::span<const CorePattern> compressionPatterns();
std::span<const CorePattern> exportPatterns();

} // namespace leptune
