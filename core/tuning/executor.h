// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/trial.h"

#include <functional>
#include <memory>

namespace leptune {

/// What an executor tells about trials. Called from its threads.
struct ExecutorSink {
    std::function<void(const TrialRequest &, int worker)> started;
    std::function<void(const TrialRequest &, int worker, int fold, const FitProgress &)> progress;
    std::function<void(TrialRequest, TrialResult, int worker)> finished;
    std::function<void(const TrialRequest &, FitStates)> kept = {}; ///< where it is; may be empty
};

/// Runs trials somewhere else; the Study does not care where.
class Executor {
public:
    virtual ~Executor() = default;
    virtual int workers() const = 0;
    virtual void submit(TrialRequest request, std::shared_ptr<const TrialPlan> plan) = 0;
    virtual void pause() = 0;
    virtual void resume() = 0;
    /// Ends running trials and drops waiting ones; each still answers (state stopped).
    virtual void stopAll() = 0;
};

/// Worker threads of this process, one fit a thread, at nice 5.
std::unique_ptr<Executor> makeThreadExecutor(int workers, ExecutorSink sink);

} // namespace leptune
