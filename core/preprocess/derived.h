// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// Features computed from other features: arithmetic of two columns, target means of pairs of
/// categories, a number against the mean of its group.
namespace leptune {

/// Cross: table[code a, code b]. GroupDifference: a - table[code b]. GroupRatio: a / table[code b].
enum class DerivedKind { Add, Subtract, Multiply, Divide, Cross, GroupDifference, GroupRatio };
constexpr bool hasTable(DerivedKind kind)
{
    return kind >= DerivedKind::Cross;
}

/// Codes that a table may tell apart in one column.
constexpr int kMostCodes = 4096;

/// One feature from columns `a` and `b` (indices of what it is applied to). Codes 0..codes-1 have
/// places of their own in a table, then come all other codes, then missing ones, so a column of n
/// codes has n + 2 places; that of (a, b) is place(a) * (codesB + 2) + place(b), of groups
/// place(b). `cells` holds, a place, an index into `values`.
struct DerivedFeature {
    DerivedKind kind = DerivedKind::Add;
    int a = 0;
    int b = 0;
    int codesA = 0; ///< Cross only
    int codesB = 0; ///< tables only
    std::vector<std::uint8_t> cells;
    std::vector<float> values; ///< at most 256
    bool operator==(const DerivedFeature &) const = default;
};

/// [N, in] -> [N, features]. NaN is missing; what is not finite (x / 0) is missing, too.
struct Derive {
    std::vector<DerivedFeature> features;
    bool operator==(const Derive &) const = default;
};

/// Where a code stands in a table of `codes` codes: 0..codes+1. Fractions are cut off.
inline int tablePlace(float code, int codes)
{
    if (!(code == code))
        return codes + 1;
    return code >= 0.0F && code < static_cast<float>(codes) ? static_cast<int>(code) : codes;
}
std::size_t tablePlaces(const DerivedFeature &feature);

/// What is wrong with `feature` over a matrix of `width` columns, or empty.
std::string derivedProblem(const DerivedFeature &feature, int width);
/// `in` [rows, inputWidth] and `out` [rows, features] are row-major. The features have no problem.
void applyDerive(const Derive &derive, const float *in, std::size_t inputWidth, std::size_t rows,
                 float *out);

} // namespace leptune
