// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/study_board.h"

#include "core/base/random.h"
#include "core/metrics/conformal.h"
#include "core/metrics/score_interval.h"
#include "core/model/class_weights.h"
#include "core/model/merge_graphs.h"
#include "core/model/prediction_interval.h"
#include "core/model/simplify_graph.h"
#include "core/tuning/calibration.h"
#include "core/tuning/fold_plan.h"
#include "core/tuning/fold_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

namespace leptune {

namespace {

constexpr std::uint32_t kMostEnsembleRows = 20'000; // more would not choose better, only later
constexpr std::size_t kKeptModels = 20;
constexpr std::size_t kLatencyRows = 64;
constexpr double kLatencySeconds = 0.02;
constexpr std::size_t kSmallDataRows = 2500; // below, more members of a family only fit the noise

bool isRankable(const LeaderboardEntry &entry)
{
    return entry.state == EntryState::Done && entry.model && entry.oof && entry.parent.empty() &&
           !std::isnan(entry.validation);
}

/// The best few, more for more rows (AutoGluon's curve of models that pay by rows,
/// reference/automl.md 4.3), and the best of each family: among too many, chance chooses. Best
/// first.
void keepTrustworthy(std::vector<const LeaderboardEntry *> &entries, std::size_t rows)
{
    const double n = std::clamp(static_cast<double>(rows), 100.0, 10'000.0);
    const auto most = static_cast<std::size_t>(std::lround(4.0 * std::pow(n / 100.0, 0.5)));
    std::set<std::string> families;
    std::size_t kept = 0;
    std::erase_if(entries, [&](const LeaderboardEntry *entry) {
        return !families.insert(entry->family).second && kept >= most ? true : (++kept, false);
    });
}

} // namespace

StudyBoard::StudyBoard(const StudySetup &setup, std::shared_ptr<const TrialPlan> plan,
                       StudyRecord start, EventQueue<StudyEvent> &events)
    : m_setup(setup), m_plan(std::move(plan)), m_events(events), m_record(std::move(start))
{
    const RawBatch &batch = m_plan->data->batch();
    m_latencyRows = batch.slice(0, std::min(batch.rows, kLatencyRows));
    m_leastError = leastStandardError(m_plan->metric, m_plan->scoredTruth);
    const auto scored = static_cast<std::uint32_t>(m_plan->scoredRows.size());
    if (scored > kMostEnsembleRows) {
        m_ensembleRows = RandomStream(0xe5).sample(scored, kMostEnsembleRows);
        std::ranges::sort(m_ensembleRows);
        m_ensembleTruth = m_plan->scoredTruth.gathered(m_ensembleRows);
        m_ensembleWeights = gatherValues(m_plan->scoredWeights, m_ensembleRows);
    } else {
        m_ensembleTruth = m_plan->scoredTruth;
        m_ensembleWeights = m_plan->scoredWeights;
    }
}

std::shared_ptr<const Model> StudyBoard::makeModel(const std::string &name,
                                                   const std::string &family, Graph graph,
                                                   const Decision &decision, std::uint64_t rows,
                                                   double intervalWidth) const
{
    std::map<std::string, std::string> provenance{
        {"family", family}, {"metric", metricName(m_plan->metric)}, {"rows", std::to_string(rows)}};
    addInterval(provenance, intervalWidth);
    addClassWeights(provenance, decision.classWeights);
    return std::make_shared<const Model>(name, m_setup.schema, std::move(graph), decision.threshold,
                                         std::move(provenance));
}

/// Half width of the prediction interval that out-of-fold answers allow; NaN for classes.
double StudyBoard::intervalOf(const FloatMatrix &oof) const
{
    return m_plan->scoredTruth.isClassification() ? std::nan("")
                                                  : conformalHalfWidth(m_plan->scoredTruth, oof);
}

void StudyBoard::measure(LeaderboardEntry &entry) const
{
    entry.sizeBytes = entry.model->sizeBytes();
    entry.latencyMicroseconds =
        measureLatencyMicroseconds(*entry.model, m_latencyRows, kLatencySeconds);
}

void StudyBoard::add(const TrialRequest &request, TrialResult result, double at, int worker)
{
    LeaderboardEntry entry;
    entry.name = request.name;
    entry.family = request.family;
    entry.trial = request.trial;
    entry.parameters = request.parameters;
    entry.kind = m_plan->splits.size() > 1 ? EntryKind::Bag : EntryKind::Single;
    entry.state = result.state;
    entry.reason = result.state == EntryState::Done ? request.why : result.reason;
    if (result.cutShort && result.state == EntryState::Done)
        entry.reason += ", ended early to keep the budget";
    entry.seconds = result.seconds;
    entry.finishedAt = at;
    entry.rows = result.rows;
    entry.iterations = result.iterations;
    entry.test = std::nan("");
    entry.validation = entry.validationError = std::nan("");
    if (result.state == EntryState::Done) {
        entry.foldScores = foldScores(*m_plan, result.oof, result.decision);
        entry.validation = toMetric(m_plan->metric, result.score);
        entry.validationError = result.error;
        entry.model = makeModel(request.name, request.family, std::move(result.graph),
                                result.decision, result.rows, intervalOf(result.oof));
        entry.oof = std::make_shared<const FloatMatrix>(std::move(result.oof));
        measure(entry);
    } else {
        for (const double score : result.foldScores)
            entry.foldScores.push_back(toMetric(m_plan->metric, score));
    }
    const bool isBaseline = request.family == "baseline" && result.state == EntryState::Done;
    const LeaderboardEntry *earlier = find(request.name); // of a trial that was continued
    const bool isWorse =
        earlier && earlier->state == EntryState::Done &&
        (entry.state != EntryState::Done || (result.cutShort && result.score < score(*earlier)));
    edit([&](StudyRecord &record) {
        record.trials += earlier ? 0 : 1;
        record.failedTrials += entry.state == EntryState::Failed && !isWorse ? 1 : 0;
        keepInterrupted(record, request, std::move(result.states));
        if (isBaseline)
            record.baselineValidation = entry.validation;
        if (entry.model && record.firstModelSeconds <= 0.0)
            record.firstModelSeconds = at;
    });
    if (isWorse) // before it went on it had reached more
        entry = *find(request.name);
    insert(std::move(entry), worker);
    dropExcessModels();
    announceBest(at);
}

void StudyBoard::keepInterrupted(StudyRecord &record, const TrialRequest &request, FitStates states)
{
    std::erase_if(record.interrupted,
                  [&](const InterruptedTrial &trial) { return trial.name == request.name; });
    if (!states.empty())
        record.interrupted.push_back(interruptedTrial(request, std::move(states)));
}

void StudyBoard::insert(LeaderboardEntry entry, int worker)
{
    m_events.push(EntryChanged{entry, worker});
    edit([&](StudyRecord &record) {
        const auto same = std::ranges::find(record.entries, entry.name, &LeaderboardEntry::name);
        if (same == record.entries.end())
            record.entries.push_back(std::move(entry));
        else
            *same = std::move(entry);
    });
}

void StudyBoard::addEntry(LeaderboardEntry entry)
{
    insert(std::move(entry), -1);
}

std::vector<const LeaderboardEntry *> StudyBoard::candidates() const
{
    std::vector<const LeaderboardEntry *> result;
    for (const LeaderboardEntry &entry : m_record.entries)
        if (isRankable(entry) && entry.kind != EntryKind::Ensemble)
            result.push_back(&entry);
    std::ranges::sort(result,
                      [this](const auto *a, const auto *b) { // not by arrival: the same every time
                          return std::tuple(-score(*a), a->sizeBytes, a->trial) <
                                 std::tuple(-score(*b), b->sizeBytes, b->trial);
                      });
    return result;
}

/// What may be recommended: those within the user's limits; where no trained model is, the one
/// nearest to them.
std::vector<const LeaderboardEntry *>
StudyBoard::withinLimits(std::vector<const LeaderboardEntry *> entries) const
{
    const auto isBaseline = [](const LeaderboardEntry *entry) {
        return entry->family == "baseline";
    };
    std::vector<const LeaderboardEntry *> within = entries;
    std::erase_if(within, [this](const LeaderboardEntry *entry) { return excess(*entry) > 1.0; });
    if (!std::ranges::all_of(within, isBaseline))
        return within;
    std::ranges::stable_sort(entries, {}, [&](const LeaderboardEntry *entry) {
        return std::pair(isBaseline(entry), excess(*entry));
    });
    entries.resize(std::min<std::size_t>(entries.size(), 1));
    return entries;
}

double StudyBoard::excess(const LeaderboardEntry &entry) const
{
    const TuneOptions &options = m_record.options;
    const double bytes = options.maxModelBytes > 0.0
                             ? static_cast<double>(entry.sizeBytes) / options.maxModelBytes
                             : 0.0;
    const double time = options.maxLatencyMicroseconds > 0.0
                            ? entry.latencyMicroseconds / options.maxLatencyMicroseconds
                            : 0.0;
    return std::max(bytes, time);
}

/// Keeps the graphs of the best, of each family's best and of the ensemble's members.
void StudyBoard::dropExcessModels()
{
    std::set<std::string> kept;
    std::set<std::string> families;
    for (const Member &member : m_members)
        kept.insert(member.name);
    if (const LeaderboardEntry *best = bestMember())
        kept.insert(best->name);
    for (const LeaderboardEntry *entry : candidates()) {
        const bool firstOfFamily = families.insert(entry->family).second;
        if (kept.size() < kKeptModels || firstOfFamily)
            kept.insert(entry->name);
    }
    edit([&](StudyRecord &record) {
        for (LeaderboardEntry &entry : record.entries)
            if (isRankable(entry) && entry.kind != EntryKind::Ensemble &&
                !kept.contains(entry.name))
                entry.model.reset();
    });
}

void StudyBoard::renewEnsemble(double at)
{
    std::vector<const LeaderboardEntry *> entries = withinLimits(candidates());
    // A ranking metric does not mind a constant member, but it would pull probabilities together.
    std::erase_if(entries,
                  [](const LeaderboardEntry *entry) { return entry->family == "baseline"; });
    keepTrustworthy(entries, m_plan->data->rows());
    if (entries.size() < 2)
        return;
    std::vector<EnsembleCandidate> list;
    for (const LeaderboardEntry *entry : entries)
        list.push_back({entry->oof, entry->family, static_cast<double>(entry->sizeBytes),
                        entry->latencyMicroseconds});
    std::vector<EnsembleCandidate> sampled = list;
    if (!m_ensembleRows.empty())
        for (EnsembleCandidate &candidate : sampled)
            candidate.prediction =
                std::make_shared<const FloatMatrix>(ensembleRows(*candidate.prediction));
    EnsembleLimits limits;
    limits.membersPerFamily = m_plan->data->rows() < kSmallDataRows ? 3 : 6;
    if (const TuneOptions &options = m_record.options; options.maxModelBytes > 0.0)
        limits.maxBytes = options.maxModelBytes;
    if (const TuneOptions &options = m_record.options; options.maxLatencyMicroseconds > 0.0)
        limits.maxMicroseconds = options.maxLatencyMicroseconds;
    limits.tolerance = negligible(*entries.front());
    const EnsembleChoice choice =
        selectEnsemble(m_plan->metric, m_ensembleTruth, m_ensembleWeights, sampled, limits);
    m_worth.emplace(m_plan->metric, m_ensembleTruth, m_ensembleWeights,
                    blend(sampled, choice.weights));
    m_members.clear();
    std::vector<const Graph *> graphs;
    std::vector<float> weights;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (choice.weights[i] <= 0.0)
            continue;
        m_members.push_back({entries[i]->name, choice.weights[i]});
        graphs.push_back(&entries[i]->model->graph());
        weights.push_back(static_cast<float>(choice.weights[i]));
    }
    if (m_members.size() < 2) {
        m_members.clear();
        edit([](StudyRecord &record) {
            std::erase_if(record.entries,
                          [](const LeaderboardEntry &e) { return e.kind == EntryKind::Ensemble; });
        });
        return announceBest(at);
    }
    LeaderboardEntry entry;
    entry.name = entry.family = kEnsemble;
    entry.kind = EntryKind::Ensemble;
    entry.finishedAt = at;
    entry.rows = entries.front()->rows;
    entry.test = entry.validationError = std::nan("");
    for (const Member &member : m_members) {
        entry.reason += (entry.reason.empty() ? "" : " + ") + member.name;
        entry.seconds += find(member.name)->seconds;
    }
    FloatMatrix mean = blend(list, choice.weights);
    Graph graph = simplified(mergeGraphs(graphs, weights));
    if (auto fitted = fitCalibration(m_plan->scoredTruth, m_plan->scoredWeights,
                                     mean)) { // means are too cautious
        mean = std::move(fitted->unseen);
        graph = withCalibration(std::move(graph), fitted->map);
    }
    entry.oof = std::make_shared<const FloatMatrix>(std::move(mean));
    const Decision decision = decisionFor(m_plan->metric, m_plan->costs, m_plan->scoredTruth,
                                          *entry.oof, m_plan->scoredWeights);
    entry.validation = evaluateMetric(
        m_plan->metric, {m_plan->scoredTruth, *entry.oof, decision, m_plan->scoredWeights});
    entry.foldScores = foldScores(*m_plan, *entry.oof, decision);
    entry.model = makeModel(kEnsemble, kEnsemble, std::move(graph), decision, entry.rows,
                            intervalOf(*entry.oof));
    if (const LeaderboardEntry *old = find(kEnsemble); old && old->validation == entry.validation)
        entry.test = old->test; // of an earlier sitting
    measure(entry);
    insert(std::move(entry), -1);
    announceBest(at);
}

FloatMatrix StudyBoard::ensembleRows(const FloatMatrix &prediction) const
{
    return m_ensembleRows.empty() ? prediction : gatherRows(prediction, m_ensembleRows);
}

double StudyBoard::worthOf(const LeaderboardEntry &entry) const
{
    if (!m_worth || !entry.oof)
        return score(entry);
    const auto member = std::ranges::find(m_members, entry.name, &Member::name);
    return m_worth->of(ensembleRows(*entry.oof), member != m_members.end() ? member->weight : 0.0);
}

std::map<int, double> StudyBoard::worths() const
{
    std::map<int, double> worths;
    for (const LeaderboardEntry &entry : m_record.entries)
        if (entry.state == EntryState::Done && entry.trial >= 0 && entry.parent.empty() &&
            entry.oof)
            worths[entry.trial] = worthOf(entry);
    return worths;
}

void StudyBoard::edit(const std::function<void(StudyRecord &)> &change)
{
    std::lock_guard lock(m_mutex);
    change(m_record);
}

StudyRecord StudyBoard::record() const
{
    std::lock_guard lock(m_mutex);
    return m_record;
}

} // namespace leptune
