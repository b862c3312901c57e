// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/portfolio_learner.h"

#include "core/base/atomic_file.h"
#include "core/base/checksum.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/metalearn/json_fields.h"
#include "core/metalearn/ranking.h"
#include "core/metalearn/residuals.h"
#include "core/tuning/cpu_limit.h"
#include "core/tuning/portfolio_candidates.h"
#include "core/tuning/portfolio_log.h"
#include "core/tuning/portfolio_table.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace leptune {

namespace {

constexpr std::size_t kKeptPerTask = 24;
constexpr double kLongestTrial = 4.0;  // times a configuration's mean share of the hours
constexpr double kPatience = 1.5;      // of a trial's limit: some can't end with what they have
constexpr double kLeastLimit = 2.0;    // CPU seconds a trial always gets
constexpr double kWorthRetrying = 1.5; // a limit so much longer than the one that ended a trial

class PortfolioLearner {
public:
    explicit PortfolioLearner(const PortfolioLearnOptions &options)
        : m_options(options),
          m_candidates(portfolioCandidates(options.configurations, options.families, options.seed)),
          m_sources(findTables(options.folder, options.tables, m_learned.notes)),
          m_log(options.output, "seed " + std::to_string(options.seed) + ", rows " +
                                    std::to_string(options.mostRows))
    {
        // The small ones first: what they leave of their share goes to the large ones.
        std::ranges::stable_sort(m_sources, {}, &TableSource::size);
    }

    PortfolioLearned run()
    {
        for (std::size_t i = 0; i < m_sources.size(); ++i)
            measure(i);
        build();
        return std::move(m_learned);
    }

private:
    void measure(std::size_t index);
    void measureCandidate(const PreparedTable &table, const PortfolioCandidate &candidate);
    void reportTable(std::size_t index, double seconds);
    bool isComplete(const std::string &name) const;
    double trialLimit(int fits) const;
    bool isOpen(const PortfolioLog::Table &table, const PortfolioCandidate &candidate) const;
    MeasuredTable measuredTable(const PortfolioLog::Table &table) const;
    void build();
    std::string provenance(const Portfolio &all) const;
    void checkStop() const
    {
        if (m_options.stop.stop_requested())
            throw Error(ErrorCode::Stopped, "", "interrupted; finished rows are kept");
    }

    const PortfolioLearnOptions &m_options;
    PortfolioLearned m_learned;
    std::vector<PortfolioCandidate> m_candidates;
    std::vector<TableSource> m_sources;
    PortfolioLog m_log;
    std::mutex m_mutex; ///< guards m_log while fits run
};

/// CPU seconds a trial may take: one that would eat what many others could use is not worth it.
double PortfolioLearner::trialLimit(int fits) const
{
    const double share =
        m_options.coreHours * 3600.0 / static_cast<double>(m_sources.size() * m_candidates.size());
    return std::min(m_options.fitSeconds * fits, std::max(kLeastLimit, kLongestTrial * share));
}

bool PortfolioLearner::isOpen(const PortfolioLog::Table &table,
                              const PortfolioCandidate &candidate) const
{
    const MeasuredRow *row = table.find(candidate);
    const bool wasEnded = row && (row->state == "slow" || row->state == "cut");
    return !row || (wasEnded && trialLimit(table.head.fits) > kWorthRetrying * row->seconds);
}

bool PortfolioLearner::isComplete(const std::string &name) const
{
    const auto found = m_log.tables().find(name);
    return found != m_log.tables().end() &&
           std::ranges::none_of(
               m_candidates, [&](const PortfolioCandidate &c) { return isOpen(found->second, c); });
}

void PortfolioLearner::measure(std::size_t index)
{
    checkStop();
    const TableSource &source = m_sources[index];
    if (isComplete(source.name))
        return;
    PreparedTable table;
    try {
        table = prepareTable(source, m_options.mostRows, m_options.seed, m_options.stop);
    } catch (const Error &error) {
        if (error.code() == ErrorCode::Stopped)
            throw;
        m_learned.notes.push_back(source.name + " is left out: " + error.what());
        return;
    }
    m_log.addTable(table.head, table.plan->scoredTruth);
    const double before = m_log.seconds();
    const double share =
        (m_options.coreHours * 3600.0 - before) / static_cast<double>(m_sources.size() - index);
    std::vector<PortfolioCandidate> open;
    for (const PortfolioCandidate &candidate : m_candidates)
        if (isOpen(m_log.tables().at(source.name), candidate))
            open.push_back(candidate);
    parallelFor(open.size(), m_options.workers, [&](std::size_t i) {
        checkStop();
        {
            const std::lock_guard lock(m_mutex);
            if (m_log.seconds() - before > share)
                return;
        }
        measureCandidate(table, open[i]);
    });
    reportTable(index, m_log.seconds() - before);
}

void PortfolioLearner::measureCandidate(const PreparedTable &table,
                                        const PortfolioCandidate &candidate)
{
    MeasuredRow row;
    row.candidate = candidate;
    TrialResult result;
    if (const auto configuration = resolveCandidate(candidate, table.head.shape)) {
        TrialRequest request;
        request.family = candidate.family;
        request.parameters = *configuration;
        request.seed = mixSeeds(m_options.seed, hash64(candidate.text()));
        request.seconds = trialLimit(table.head.fits); // as in a study it ends with what it has
        const CpuLimit limit(kPatience * request.seconds, m_options.stop);
        result = runTrial(request, *table.plan, {limit.token(), {}});
        row.seconds = limit.seconds();
        checkStop();
        const bool isDone = result.state == EntryState::Done;
        const bool isSlow = limit.reached() || result.state == EntryState::Stopped;
        row.state = isDone ? (result.cutShort ? "cut" : "done") : (isSlow ? "slow" : "failed");
        row.reason = result.reason;
        row.score = result.score;
    } else {
        row.state = "unfit";
    }
    const std::lock_guard lock(m_mutex);
    m_log.addRow(table.head.name, row, result.oof);
}

void PortfolioLearner::reportTable(std::size_t index, double seconds)
{
    if (!m_options.report)
        return;
    const PortfolioLog::Table &table = m_log.tables().at(m_sources[index].name);
    const MeasuredRow *best = nullptr;
    std::size_t done = 0;
    for (const MeasuredRow &row : table.rows) {
        if (!row.isScored())
            continue;
        ++done;
        best = !best || row.score > best->score ? &row : best;
    }
    m_options.report("[" + std::to_string(index + 1) + "/" + std::to_string(m_sources.size()) +
                     "] " + table.head.name + ": " + std::to_string(done) + " of " +
                     std::to_string(m_candidates.size()) + " configurations scored, " +
                     std::to_string(std::lround(seconds)) + " core-seconds" +
                     (best ? ", best " + best->candidate.text() : ""));
}

/// A table with all rows whose predictions are at hand.
MeasuredTable PortfolioLearner::measuredTable(const PortfolioLog::Table &table) const
{
    MeasuredTable measured = table.head;
    const auto truth = m_log.truth(measured.name);
    std::vector<FloatMatrix> predictions;
    for (std::size_t i = 0; truth && i < m_candidates.size(); ++i) {
        const MeasuredRow *row = table.find(m_candidates[i]);
        if (!row || !row->isScored() || !std::isfinite(row->score))
            continue;
        auto prediction = m_log.prediction(measured.name, m_candidates[i]);
        if (!prediction || prediction->rows != truth->values.size())
            continue;
        measured.candidates.push_back(static_cast<int>(i));
        measured.scores.push_back(row->score);
        measured.seconds.push_back(row->seconds);
        predictions.push_back(std::move(*prediction));
    }
    std::vector<const FloatMatrix *> pointers;
    for (const FloatMatrix &prediction : predictions)
        pointers.push_back(&prediction);
    if (truth)
        measured.products = errorProducts(*truth, pointers);
    return measured;
}

std::string PortfolioLearner::provenance(const Portfolio &all) const
{
    using fields::Json;
    Json json{{"command", m_options.command},
              {"version", m_options.version},
              {"date", m_options.date},
              {"seed", m_options.seed},
              {"rows", m_options.mostRows},
              {"configurations", all.candidates.size()},
              {"measured", m_learned.rows},
              {"core_hours", std::round(m_learned.seconds / 36.0) / 100.0}};
    Json &lines = json["review"] = Json::array();
    const auto digits = [](double value) { return std::round(value * 1e4) / 1e4; };
    for (const ReviewLine &line : m_learned.review) {
        Json entry = Json::object();
        if (line.trials > 0)
            entry["trials"] = line.trials;
        else
            entry["core_seconds"] = line.coreSeconds;
        entry["tables"] = line.tables;
        entry["fixed"] = digits(line.fixed);
        entry["average"] = digits(line.average);
        entry["likely"] = digits(line.likely);
        entry["wins"] = digits(line.wins);
        lines.push_back(std::move(entry));
    }
    return fields::textOf(json);
}

void PortfolioLearner::build()
{
    Portfolio all;
    all.candidates = m_candidates;
    for (const auto &[name, table] : m_log.tables()) {
        const bool wanted =
            std::ranges::any_of(m_sources, [&, &n = name](const auto &s) { return s.name == n; });
        MeasuredTable measured = wanted ? measuredTable(table) : MeasuredTable{};
        m_learned.missing +=
            wanted ? m_candidates.size() - std::min(m_candidates.size(), table.rows.size()) : 0;
        m_learned.rows += measured.candidates.size();
        if (measured.candidates.size() >= 2)
            all.tables.push_back(std::move(measured));
    }
    if (all.tables.empty())
        throw Error(ErrorCode::TooLittleData, m_options.folder,
                    "nothing could be measured on its tables; see the notes");
    m_learned.seconds = m_log.seconds();
    Portfolio kept = all.restrictedTo(selectCandidates(all, kKeptPerTask));
    m_learned.review = reviewPortfolio(all, kKeptPerTask, m_log, m_options.workers, m_options.stop);
    kept.provenance = provenance(all);
    writeFileAtomically(m_options.output, portfolioText(kept));
    m_learned.portfolio = std::move(kept);
}

} // namespace

PortfolioLearned learnPortfolio(const PortfolioLearnOptions &options)
{
    requireWritable(options.output);
    return PortfolioLearner(options).run();
}

} // namespace leptune
