// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_event.h"

#include <QList>
#include <QPointF>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace leptune {

/// How a trial ended; `reason` says why it failed or was ended early.
struct CurveEnd {
    EntryState state = EntryState::Done;
    std::string reason;
};

/// What a trial told of the fold that it trains, or trained last, by round or epoch. What a family
/// does not tell is empty.
struct LearningCurve {
    int trial = -1;
    std::string name, family;
    int fold = 0, folds = 0;
    int total = 0;                        ///< rounds or epochs that are planned, 0 = unknown
    QList<QPointF> train, validation;     ///< losses
    QList<QPointF> metric;                ///< on the validation rows, in its own sign
    QList<QPointF> sparsity, bits, bytes; ///< of a network's weights; bits 0 = floats
    std::optional<CurveEnd> end;          ///< nothing while it runs

    bool isEmpty() const { return train.isEmpty() && validation.isEmpty(); }
};

/// The learning curves of the trials that run, and of the latest ones that have ended. Never more
/// than a few megabytes, however long a session is.
class TrialCurves {
public:
    static constexpr int kMostPoints = 2000; ///< a line, while it grows up to twice as many
    static constexpr int kMostPointsOfEnded = 500;
    static constexpr std::size_t kMostEnded = 200;

    void clear();
    void add(const TrialProgress &progress, const std::string &name, const std::string &family);
    /// Its curve will not grow any more.
    void end(int trial, CurveEnd how);
    /// Null where the trial told of no loss, or long ago.
    const LearningCurve *find(int trial) const;

private:
    std::map<int, LearningCurve> m_curves;
    std::vector<int> m_ended; ///< trials, in the order of their ends
};

} // namespace leptune
