// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_result.h"

#include <QString>

namespace leptune {

/// "0.42 % lost", "0.3 % gained", "nothing lost": of a gain over a constant answer.
QString lossText(double drop);
/// "12 kB, 2.1 µs a row".
QString costText(const FrontPoint &point);
/// "41 times smaller", "1.3 times larger", "as large"; of time also "about as fast", and slower
/// says that it is so on this computer.
QString sizeChange(double before, double after);
QString timeChange(double before, double after);
/// Measured times that differ by less than a fifth.
bool isAboutAsFast(double before, double after);
/// "0.2 points worse" (a point is 0.01 of a share such as accuracy or AUC), "0.8 % better" for
/// errors, "the same".
QString scoreChange(MetricKind metric, double before, double after);

/// What a candidate costs against the original, in one sentence: the loss in the measure that the
/// limit has.
QString costSentence(const CompressionResult &result, std::size_t place);
/// What there is to say about the limits and the one that is recommended under them; may be empty.
QString limitRemark(const CompressionResult &result, const FrontLimits &limits);

} // namespace leptune
