// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/tuning/study_setup.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace leptune {

/// What is reached with so many rows to learn from.
struct DataSizePoint {
    std::uint64_t rows = 0; ///< of one fit
    double value = 0.0;     ///< in the metric's own sign, on rows the fit had not seen
    double error = 0.0; ///< measured: standard error over the folds; forecast: standard deviation
};

/// How the score of one plain family grows with the rows it learns from.
struct DataSizeCurve {
    MetricKind metric = MetricKind::Rmse;
    std::string family;
    std::vector<DataSizePoint> points;  ///< by rising rows
    std::optional<DataSizePoint> twice; ///< expected of twice the rows of the last point, by a
                                        ///< power law (extrapolateCurve()); none below four points
    std::uint64_t availableRows = 0;    ///< that the last point could have learned from
};

/// Ends early by the deadline with the points it has.
struct DataSizeEffort {
    std::size_t maxRows = 20'000; ///< a larger table is sampled
    Deadline deadline = {};
    std::stop_token stop = {};
    std::function<void(const DataSizeCurve &)> progress = {}; ///< after every point; may be empty
};

/// Cross-validated scores of "symmetric" at its defaults but for a large learning rate, fitted on
/// growing shares of the study's rows; locked rows stay locked. One thread. Throws Error(Stopped),
/// Error(Unsupported) for pictures, and what prepareStudy() throws.
DataSizeCurve dataSizeCurve(const Table &table, const TuneOptions &options,
                            const DataSizeEffort &effort = {});

} // namespace leptune
