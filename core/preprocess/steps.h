// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"
#include "core/preprocess/raw_batch.h"

#include <limits>
#include <string>
#include <variant>
#include <vector>

/// Fitted preprocessing steps. They are plain parameters, and at the same time nodes of the model
/// graph: training data and new data pass through the same functions, so they can't differ.
/// Every numeric step maps an [N, in] float32 matrix to [N, out]; NaN is "missing".
namespace leptune {

/// Raw cell -> float32: `values[i]` for `keys[i]`, `missing` for an empty cell, `unseen` for a key
/// never met in training. Used for category indices (0..k-1, unseen and missing as the fit says)
/// and for target statistics. Exactly one of `keys` and `numberKeys` is used.
struct LookUp {
    std::vector<std::string> keys;
    std::vector<float> numberKeys;
    std::vector<float> values;
    float missing = 0.0F;
    float unseen = 0.0F;
    bool operator==(const LookUp &) const = default;
};

/// [N,1] index -> [N,count]; an index outside 0..count-1 or NaN gives a row of zeros.
struct OneHot {
    int count = 0;
    bool operator==(const OneHot &) const = default;
};

/// NaN -> values[column].
struct Impute {
    std::vector<float> values;
    bool operator==(const Impute &) const = default;
};

/// 1 where NaN, else 0.
struct MissingIndicator {
    bool operator==(const MissingIndicator &) const = default;
};

/// (x - offset) * scale, then clipped to [low, high]; NaN stays. Parameters a column.
struct Scale {
    std::vector<float> offset;
    std::vector<float> scale;
    float low = -std::numeric_limits<float>::infinity();
    float high = std::numeric_limits<float>::infinity();
    bool operator==(const Scale &) const = default;
};

/// x / sqrt(1 + (x / limit)^2) (RealMLP, Holzmueller et al. 2024).
struct SmoothClip {
    float limit = 3.0F;
    bool operator==(const SmoothClip &) const = default;
};

/// Finite values pass, others become NaN; with low/high a column also what lies outside
/// (impossible).
struct CleanRange {
    std::vector<float> low;
    std::vector<float> high;
    bool operator==(const CleanRange &) const = default;
};

enum class DatePart { Year, Month, Day, Weekday, Hour, DayOfYear, Elapsed };
/// [N,1] days since 2000-01-01 -> one column a part (weekday 0 = Monday; Elapsed = the days; Hour =
/// min(23, floor((days - floor(days)) * 24 + 1/64)), where 1/64 h bridges the rounding of float32).
/// NaN and days beyond +-1e8 give NaN.
struct DateParts {
    std::vector<DatePart> parts;
    bool operator==(const DateParts &) const = default;
};

/// Cells of a picture column -> [N, height * width * channels], channels last: (pixel - shift) *
/// factor, both of the pixel's channel, for pixels of 0..255. A missing picture gives zeros, as the
/// mean picture does.
struct Pixels {
    PictureShape shape;
    std::vector<float> shift;  ///< a channel
    std::vector<float> factor; ///< a channel
    bool operator==(const Pixels &) const = default;
};

using Step = std::variant<LookUp, OneHot, Impute, MissingIndicator, Scale, SmoothClip, CleanRange,
                          DateParts, Pixels>;

/// Columns out for `inputWidth` columns in. Throws Error(Internal) on a mismatch.
int outputWidth(const Step &step, int inputWidth);
/// Applies a step other than LookUp and Pixels; `in` and `out` are row-major, `rows` rows. Row
/// results do not depend on the other rows or on `rows`.
void applyStep(const Step &step, const float *in, int inputWidth, std::size_t rows, float *out);
/// Applies a LookUp to raw cells -> [N,1].
void applyLookUp(const LookUp &step, const RawCells &cells, std::size_t rows, float *out);
/// Applies Pixels to the raw cells of some rows. Throws Error(Internal) where they hold no pictures
/// of its shape; codes index the pictures.
void applyPixels(const Pixels &step, const RawCells &cells, std::size_t begin, std::size_t rows,
                 float *out);

} // namespace leptune
