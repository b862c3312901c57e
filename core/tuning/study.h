// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/event_queue.h"
#include "core/tuning/study_event.h"
#include "core/tuning/study_record.h"

#include <functional>
#include <memory>
#include <optional>

namespace leptune {

/// What a trial is made by.
struct RecipeStep {
    std::string family;
    Configuration parameters;
};

struct StudyInput {
    Table table;               ///< with the target column
    std::optional<Table> test; ///< TestChoice::Kind::File
    std::string dataName = {}; ///< what people call the data (data_name.h); "" = unknown
    TuneOptions options;
    std::optional<StudyRecord> continued; ///< a saved study to go on with (same table)
    int mostTrials = 0;                   ///< > 0: within the budget, the search ends after so many
    double alreadySpentSeconds = 0.0;     ///< of the budget, before the study was made (reading)
    double reserveSeconds = 0.0; ///< of the budget, for what the caller does afterwards (saving)
    std::vector<RecipeStep> recipe = {}; ///< not empty: these are fitted instead of a search
};

/// Tunes on threads of its own. All calls are made from one thread, but for stop(), which may come
/// from any; none of them blocks except wait().
class Study {
public:
    /// Throws Error for options that can't be right (no such target, family, folds, budget); what
    /// only the data tell (classes, too few rows) ends the study with StudyFailed, and wait()
    /// rethrows it. `wakeUp` is called from any thread when events wait. `checkpoint`, where given,
    /// gets the record on the study's thread after finished work, at most every 2 s, and at the
    /// end.
    Study(StudyInput input, std::function<void()> wakeUp = {},
          std::function<void(const StudyRecord &)> checkpoint = {});
    /// Stops and joins.
    ~Study();
    Study(const Study &) = delete;
    Study &operator=(const Study &) = delete;

    void start();
    void pause();
    void resume();
    /// Keeps the best so far: running fits are ended, models made whole, then StudyFinished
    /// follows.
    void stop();
    void extendBudget(double seconds);
    bool isRunning() const;

    std::vector<StudyEvent> drain();
    /// A copy of what is known now; from any thread.
    StudyRecord record() const;
    /// Blocks until the end; rethrows what ended the study without a model.
    StudyRecord wait();

private:
    class Engine;
    std::unique_ptr<Engine> m_engine;
};

} // namespace leptune
