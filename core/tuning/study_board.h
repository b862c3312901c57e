// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/event_queue.h"
#include "core/tuning/ensemble.h"
#include "core/tuning/ensemble_worth.h"
#include "core/tuning/study_event.h"
#include "core/tuning/study_record.h"
#include "core/tuning/study_setup.h"
#include "core/tuning/trial.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace leptune {

inline constexpr const char *kEnsemble = "ensemble"; ///< its name and family

/// Keeps the leaderboard of a study while it runs: makes Models of results, chooses the ensemble,
/// knows the best, tells events. All calls come from the study's thread but record().
class StudyBoard {
public:
    StudyBoard(const StudySetup &setup, std::shared_ptr<const TrialPlan> plan, StudyRecord start,
               EventQueue<StudyEvent> &events);

    /// A finished, failed or stopped trial; `at` in seconds since the study began.
    void add(const TrialRequest &request, TrialResult result, double at, int worker);
    /// What a stopped trial leaves to a later sitting; replaces what an earlier one left of it.
    static void keepInterrupted(StudyRecord &record, const TrialRequest &request, FitStates states);
    /// Chooses the ensemble anew among kept Models and adds or replaces the line "ensemble".
    void renewEnsemble(double at);
    /// Adds a line made from another one (refit, single).
    void addEntry(LeaderboardEntry entry);
    /// A Model of a lowered graph. `intervalWidth`: half width of its prediction interval (numbers;
    /// NaN = unknown).
    std::shared_ptr<const Model> makeModel(const std::string &name, const std::string &family,
                                           Graph graph, const Decision &decision,
                                           std::uint64_t rows, double intervalWidth) const;
    void measure(LeaderboardEntry &entry) const;

    /// Best line with a Model by validation within the user's limits, ensemble included; null =
    /// none.
    const LeaderboardEntry *best() const;
    /// Size or latency over the user's limit, the larger one; at most 1 = kept, or there is none.
    double excess(const LeaderboardEntry &entry) const;
    /// Best line that is not an ensemble; of those whose scores differ by less than can matter the
    /// smallest.
    const LeaderboardEntry *bestMember() const;
    /// Fewest bytes among those within `dropLimit` of the best (drop as the design defines it).
    const LeaderboardEntry *smallest(double dropLimit) const;
    /// Lines the ensemble is made of with their weights; empty = no ensemble.
    struct Member {
        std::string name;
        double weight = 0.0;
    };
    const std::vector<Member> &members() const { return m_members; }
    const LeaderboardEntry *find(const std::string &name) const { return m_record.find(name); }
    double score(const LeaderboardEntry &entry) const
    {
        return toScore(m_plan->metric, entry.validation);
    }

    /// What each finished trial is worth to the ensemble (EnsembleWorth), by number; the score
    /// itself while there is no ensemble.
    std::map<int, double> worths() const;
    double worthOf(const LeaderboardEntry &entry) const;

    /// Changes the record under its lock.
    void edit(const std::function<void(StudyRecord &)> &change);
    StudyRecord record() const;

private:
    std::vector<const LeaderboardEntry *> candidates() const;
    std::vector<const LeaderboardEntry *>
    withinLimits(std::vector<const LeaderboardEntry *> entries) const;
    double negligible(const LeaderboardEntry &top) const;
    void insert(LeaderboardEntry entry, int worker);
    void dropExcessModels();
    FloatMatrix ensembleRows(const FloatMatrix &prediction) const;
    double intervalOf(const FloatMatrix &oof) const;
    void announceBest(double at);

    const StudySetup &m_setup;
    std::shared_ptr<const TrialPlan> m_plan;
    double m_leastError = 0.0; ///< of any score, by the number of scored rows
    RawBatch m_latencyRows;
    Rows m_ensembleRows; ///< of the scored rows, those that choose the ensemble; empty = all
    Target m_ensembleTruth;
    std::vector<float> m_ensembleWeights;
    EventQueue<StudyEvent> &m_events;
    mutable std::mutex m_mutex; ///< m_record is written by the study's thread under it
    StudyRecord m_record;
    std::vector<Member> m_members;
    std::optional<EnsembleWorth> m_worth; ///< of the ensemble chosen last
};

} // namespace leptune
