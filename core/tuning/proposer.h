// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"
#include "core/metalearn/ranking.h"
#include "core/search/sampler.h"
#include "core/tuning/first_looks.h"
#include "core/tuning/trial.h"
#include "core/tuning/tune_options.h"

#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leptune {

inline constexpr const char *kWhyBaseline = "what always answering the same would reach";

/// What is learned from a trial. `value`, higher is better: its score, or what it is worth to the
/// ensemble once there is one.
struct TrialLesson {
    EntryState state = EntryState::Failed;
    double score = 0.0; ///< of a pruned trial what it promised
    double value = 0.0;
    double error = 0.0;   ///< standard error of the value
    double seconds = 0.0; ///< 0 = unknown
    bool cutShort = false;
    bool pruned = false;
    bool firstLook = false; ///< pruned on purpose: only a sample of the rows was asked for
    double rowShare = 1.0;  ///< of the training rows that it learned from
    FitStates states = {};  ///< of one that was cut short: what more rounds go on from
};

/// What the next trial may take.
struct TrialMeans {
    double seconds = std::numeric_limits<double>::infinity(); ///< left, of one worker
    double bytes = std::numeric_limits<double>::infinity();   ///< beyond what is in use already
    /// Nothing fits as it is usually planned: one trial may take all of the seconds.
    bool last = false;
};

/// Chooses what to try next: the baseline and something quick, what earlier data sets speak for,
/// the families' defaults, then search across families, a Gaussian-process sampler each; which
/// family is next FamilyChoice says. What would take much of the time that is left gets a first
/// look at some rows, and more of them where that is among the best; what time cut short goes on
/// where it is the best. Deterministic in the order of calls. Not thread-safe.
class Proposer {
public:
    /// `families`: names to use, empty = all that may be tried on this shape; reasons of the others
    /// are notes. `spaces`: what the user lets hyperparameters be. `picks`: what to start with;
    /// without any, the families' defaults in turn.
    Proposer(const DataShape &shape, int fitsPerTrial, const std::vector<std::string> &families,
             const std::vector<PortfolioPick> &picks, std::uint64_t seed,
             const std::map<std::string, FamilySpace> &spaces = {});

    /// The next trial, or nothing where no family fits in these means.
    std::optional<TrialRequest> next(const TrialMeans &means);
    /// Whether a usual trial of any family gets along with `means`.
    bool canAfford(const TrialMeans &means) const;
    /// Results in the order they are to be learned from. `seconds` calibrates predicted costs.
    void tell(const TrialRequest &request, const TrialLesson &lesson);
    /// Other values of told trials, by number; those of pruned ones follow from their scores, as
    /// the values of the others do on average.
    void revalue(const std::map<int, double> &values);
    /// Log of the gain that the latest proposal promised, in units of the value; nothing where
    /// unknown.
    std::optional<double> expectedGain() const { return m_expectedGain; }
    /// The next trial's number is at least this one.
    void skipTo(int trial) { m_nextTrial = std::max(m_nextTrial, trial); }
    /// A trial with this configuration, on all rows; nothing where its family is not tried.
    std::optional<TrialRequest> known(const std::string &family,
                                      const Configuration &configuration);
    /// A trial of an earlier sitting.
    void remember(const TrialRequest &request, double score, double error);
    /// One that an earlier sitting left on its way; its family is one of families().
    TrialRequest continued(const InterruptedTrial &trial, const TrialMeans &means);
    /// What that takes beyond the shared data, as predicted.
    double bytesToGoOn(const InterruptedTrial &trial) const;

    /// The best of each family where time had cut it short and nothing went on with it.
    std::vector<InterruptedTrial> cutShort() const;

    const std::vector<std::string> &families() const { return m_names; }
    const std::vector<std::string> &notes() const { return m_notes; }
    int trials() const { return m_nextTrial; }

private:
    struct Family {
        const Learner *learner = nullptr;
        Configuration usual; ///< its first default
        FamilySpace wanted;  ///< by the user
        std::unique_ptr<Sampler> sampler;
        int asked = 0;
        int running = 0; ///< asked for and not told of
        int failures = 0;
        double best = 0.0;
        bool scored = false;
        double secondsPerOperation = 0.0; ///< of its last finished trial, 0 = none yet
        double earlierRate = 0.0;         ///< the same, on earlier data sets; 0 = unknown
        double bestRows = 0.0;            ///< share of the rows that its best trial learned from
        std::optional<Configuration> bestSettings; ///< of its best complete trial, by score
        std::map<int, TrialLesson> lessons;        ///< by trial
        FirstLooks looks;
        bool hasLooked = false;              ///< the first look was asked for
        std::optional<InterruptedTrial> cut; ///< the best of those that time cut short
    };
    // Shares of the time that is left: what a trial is planned to take at most (else it learns
    // from fewer rows), and when it is ended with what it has.
    static constexpr double kSearchShare = 0.6;
    static constexpr double kSearchPatience = 0.95;
    static constexpr int kFailuresToGiveUp = 3;
    /// A proposal that turns out dearer than the family's usual one gets the least share, or what
    /// the memory allows.
    static void limit(TrialRequest &trial, double rowShare, double leastShare, double seconds,
                      double bytes);
    static TrialMeans shareOf(const TrialMeans &means, double ofTheSeconds);
    /// A configuration known before anything was tried here.
    struct Start {
        std::size_t family = 0;
        Configuration configuration;
        std::string why;
        bool used = false;
    };
    static void learn(Family &family, int trial, const TrialLesson &lesson);
    void markUsed(Family &family, const Configuration &configuration);
    Family *familyOf(const TrialRequest &request);
    double valueOfPruned(double score) const;
    void planStarts(const std::vector<PortfolioPick> &picks);
    Configuration narrowed(const Family &family, const Configuration &configuration) const;
    void addStart(std::size_t family, const Configuration &asked, const std::string &why,
                  bool isPick);
    Start *pickStart(const TrialMeans &means);
    Start *cheapestStart(const TrialMeans &means);
    bool hasAsked() const;
    static double bestScore(const Family &family);
    double scoreNotFarBehind() const;
    Family *pickSearch(const TrialMeans &means);
    std::optional<TrialRequest> afterLook(const TrialMeans &means);
    TrialRequest propose(Family &family, const TrialMeans &means);
    std::optional<TrialRequest> afterCut(const TrialMeans &means);
    std::optional<InterruptedTrial> bestCut(const Family &family) const;
    static void keepCut(Family &family, const TrialRequest &request, FitStates states);
    double lookShare(Family &family, const TrialRequest &trial, const TrialMeans &means) const;
    void makeLook(TrialRequest &trial) const;
    static void tellSampler(Family &family, const TrialRequest &request, bool isKnown,
                            const Outcome &outcome);
    static void learnLook(Family &family, const TrialRequest &request, const TrialLesson &lesson);
    static void retellLooks(Family &family);
    double leastShareOf(const Family &family) const;
    bool isAffordable(const Family &family, const TrialMeans &means) const;
    double affordableRows(const Family &family, const Configuration &configuration,
                          const TrialMeans &means, double leastShare) const;
    double leastShareOfDefaults() const;
    double slowness() const;
    double usualRate(const Family &family) const;
    double predict(const Family &family, const Configuration &configuration) const;
    TrialRequest request(Family &family, Configuration configuration, std::string why);

    DataShape m_shape;
    int m_fitsPerTrial;
    std::uint64_t m_seed;
    std::vector<Family> m_families;
    std::vector<Start> m_starts;
    std::vector<std::string> m_names;
    std::vector<std::string> m_notes;
    int m_nextTrial = 0;
    std::size_t m_searchRound = 0;
    double m_mostSeconds = 0.0; ///< of the means so far
    std::optional<double> m_expectedGain;
};

} // namespace leptune
