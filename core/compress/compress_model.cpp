// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/compress_model.h"

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/compress/chebyshev.h"
#include "core/compress/method_space.h"
#include "core/compress/model_makeup.h"
#include "core/model/class_weights.h"
#include "core/model/prediction_interval.h"
#include "core/search/sampler.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

/// By count whatever the number of cores, which must not matter then.
constexpr std::size_t kTogether = 4;
constexpr std::size_t kLatencyRows = 64;
constexpr double kLatencySeconds = 0.02;
constexpr int kMostCandidates = 200;
constexpr double kSureInErrors = 2.0;
constexpr double kSearchShare = 0.8; // of what is left where there is an end; the rest scores

class CompressionSearch {
public:
    /// What is not done at `end` is not scored on locked rows.
    CompressionSearch(const CompressionSubject &subject, const CompressionOptions &options,
                      Deadline end)
        : m_subject(subject),
          m_options(options),
          m_end(end),
          m_threads(options.threads > 0 ? options.threads : availableCores()),
          m_random(options.seed, 7),
          m_deadline(options.candidates > 0 ? Deadline() : Deadline::inSeconds(options.seconds)),
          m_methods(compressionMethods(subject, options.seed))
    {
        const RawBatch &batch = subject.plan->data->batch();
        m_latencyRows = batch.slice(0, std::min(batch.rows, kLatencyRows));
        addOriginal();
    }

    CompressionResult run()
    {
        tellProgress();
        if (!m_methods.empty())
            search();
        if (m_options.stop.stop_requested() && m_result.candidates.size() == 1)
            throw Error(ErrorCode::Stopped, m_subject.original.name,
                        "was to be compressed, and that was ended before anything was made of it");
        judge(m_result, m_options.limits);
        scoreOnce();
        return std::move(m_result);
    }

private:
    bool isCounted() const { return m_options.candidates > 0; }
    bool shouldEnd() const { return m_options.stop.stop_requested() || m_deadline.passed(); }

    void addOriginal()
    {
        m_result.metric = m_subject.plan->metric;
        m_result.original = m_subject.original;
        CompressedCandidate original;
        original.name = m_subject.original.name;
        original.parameters = m_subject.original.parameters;
        original.validation = m_subject.scored.validation;
        original.model = m_subject.original.model;
        original.point = pointOf(0.0, *original.model, m_subject.delivered().graph);
        original.slices =
            m_subject.slicesOf(m_subject.foldAnswers, m_subject.scored.model->decision());
        m_result.candidates.push_back(std::move(original));
        m_result.constantValidation = toMetric(m_subject.plan->metric, m_subject.constantScore);
    }

    double latencyOf(const Model &model) const
    {
        return measureLatencyMicroseconds(model, m_latencyRows, kLatencySeconds);
    }

    /// `graph`: the Model's, unpacked.
    FrontPoint pointOf(double drop, const Model &model, const Graph &graph,
                       double dropError = 0.0) const
    {
        return {drop, model.sizeBytes(), latencyOf(model), dropError, makeupOf(graph).operations};
    }

    void search()
    {
        std::vector<const CompressionMethod *> methods;
        for (const auto &method : m_methods)
            methods.push_back(method.get());
        const MethodSpace space(std::move(methods));
        const auto sampler = makeGaussianProcessSampler(space.space(), m_options.seed);
        std::vector<CandidateRequest> waiting = space.ladder();
        std::ranges::reverse(waiting);
        const int most = isCounted() ? m_options.candidates : kMostCandidates;
        for (int asked = 0; asked < most && !shouldEnd();) {
            std::vector<CandidateRequest> batch;
            const std::size_t size =
                std::min(sizeOfBatch(waiting), static_cast<std::size_t>(most - asked));
            for (std::size_t i = 0; i < size; ++i)
                batch.push_back(next(space, *sampler, waiting, asked + static_cast<int>(i)));
            const std::vector<CandidateOutcome> outcomes = runBatch(batch);
            for (std::size_t i = 0; i < size; ++i)
                take(space, *sampler, asked + static_cast<int>(i), batch[i], outcomes[i]);
            asked += static_cast<int>(size);
        }
    }

    /// Side by side. By the clock quick ones do not wait for slow ones, and where nothing is there
    /// yet one that is not quick has all cores.
    std::size_t sizeOfBatch(const std::vector<CandidateRequest> &waiting) const
    {
        if (isCounted())
            return kTogether;
        const auto most =
            std::clamp<std::size_t>(static_cast<std::size_t>(m_threads), 2, kTogether);
        if (waiting.empty())
            return most;
        const Pace pace = waiting.back().method->pace();
        if (pace != Pace::Quick && hasNothing())
            return 1;
        const auto other =
            std::find_if(waiting.rbegin(), waiting.rend(), [pace](const CandidateRequest &request) {
                return request.method->pace() != pace;
            });
        return std::min(most, static_cast<std::size_t>(other - waiting.rbegin()));
    }

    bool hasNothing() const { return m_result.candidates.size() == 1; }

    /// The time of the search may be overdrawn for the first candidates, not that of everything.
    std::vector<CandidateOutcome> runBatch(const std::vector<CandidateRequest> &batch)
    {
        if (isCounted())
            return runCandidates(m_subject, batch, m_threads, [this] { return shouldEnd(); });
        const bool isFirst = hasNothing();
        const auto end = [this, isFirst] {
            return isFirst ? m_options.stop.stop_requested() || m_end.passed() : shouldEnd();
        };
        const auto left = [this, isFirst] {
            return isFirst ? std::numeric_limits<double>::infinity() : m_deadline.remaining();
        };
        return runCandidates(m_subject, batch, m_threads, end, hopelessTest(), left);
    }

    /// Of what is over after one fold: something finished is as small and as fast, and loses less
    /// than this one by its error twice.
    HopelessTest hopelessTest() const
    {
        return [this](const Graph &graph, double difference, double error) {
            const Model model("candidate", m_subject.setup.schema, Graph(graph), 0.5F, {});
            const FrontPoint atBest =
                pointOf(m_subject.dropOf(-difference - kSureInErrors * error), model, graph);
            return std::ranges::any_of(m_result.candidates, [&](const auto &candidate) {
                return dominates(candidate.point, atBest);
            });
        };
    }

    CandidateRequest next(const MethodSpace &space, Sampler &sampler,
                          std::vector<CandidateRequest> &waiting, int number)
    {
        if (!waiting.empty()) {
            CandidateRequest request = std::move(waiting.back());
            waiting.pop_back();
            return request;
        }
        const ChebyshevAim aim(m_random, !isCounted());
        std::vector<FrontPoint> points;
        for (std::size_t i = 1; i < m_result.candidates.size(); ++i)
            points.push_back(m_result.candidates[i].point);
        const std::vector<double> values = aim.valuesOf(points, m_options.limits.maxDrop);
        for (std::size_t i = 0; i < values.size(); ++i)
            sampler.retell(m_numbers[i], {values[i], 0.0, 0.0});
        return space.request(sampler.ask(static_cast<std::uint64_t>(number)));
    }

    void take(const MethodSpace &space, Sampler &sampler, int number,
              const CandidateRequest &request, const CandidateOutcome &outcome)
    {
        const auto trial = static_cast<std::uint64_t>(number);
        if (!outcome.graph) {
            if (outcome.isHopeless || !outcome.reason.empty())
                sampler.tell(trial, space.joined(request), {std::nullopt, 0.0, outcome.seconds});
            if (!outcome.reason.empty())
                m_result.notes.push_back(request.method->name() + ": " + outcome.reason);
            return;
        }
        CompressedCandidate candidate;
        candidate.name = m_subject.original.name;
        candidate.name += '-';
        candidate.name += request.method->name();
        candidate.name += '-';
        candidate.name += std::to_string(number);
        candidate.method = request.method->name();
        candidate.parameters = request.parameters;
        candidate.validation = toMetric(m_subject.plan->metric, outcome.score);
        candidate.seconds = outcome.seconds;
        candidate.model =
            modelOf(candidate, *outcome.graph, outcome.decision, outcome.intervalWidth);
        candidate.point = pointOf(m_subject.dropAt(outcome.score), *candidate.model, *outcome.graph,
                                  m_subject.dropOf(outcome.error));
        candidate.isSlower =
            candidate.point.microseconds > m_result.candidates.front().point.microseconds;
        sampler.tell(trial, space.joined(request), {0.0, 0.0, outcome.seconds});
        m_numbers.push_back(trial);
        candidate.slices = outcome.slices;
        m_result.candidates.push_back(std::move(candidate));
        tellProgress();
    }

    void tellProgress()
    {
        if (!m_options.progress)
            return;
        judge(m_result, m_options.limits);
        m_options.progress(m_result);
    }

    std::shared_ptr<const Model> modelOf(const CompressedCandidate &candidate, Graph graph,
                                         const Decision &decision, double intervalWidth) const
    {
        std::map<std::string, std::string> provenance{
            {"family", candidate.method},
            {"metric", metricName(m_subject.plan->metric)},
            {"parent", m_subject.original.name},
            {"rows", std::to_string(m_subject.original.rows)}};
        addInterval(provenance, intervalWidth);
        addClassWeights(provenance, decision.classWeights);
        return std::make_shared<const Model>(candidate.name, m_subject.setup.schema,
                                             std::move(graph), decision.threshold,
                                             std::move(provenance));
    }

    /// The locked rows score the chosen one, after all is decided: made of the Model that never saw
    /// them.
    void scoreOnce()
    {
        const TestRows rows = testRowsOf(m_subject.setup);
        if (rows.batch.rows == 0)
            return;
        const auto score = [&](const Model &model) {
            const FloatMatrix answers = model.predict(rows.batch, m_threads).outputs();
            return evaluateMetric(m_subject.plan->metric,
                                  {rows.truth, answers, model.decision(), rows.weights});
        };
        m_result.originalTest = score(*m_subject.scored.model);
        const CompressedCandidate &chosen = m_result.candidates[m_result.chosen];
        m_result.tested = m_result.chosen;
        if (m_result.chosen == 0) {
            m_result.chosenTest = m_result.originalTest;
            return;
        }
        if (!m_subject.all) {
            m_result.chosenTest = score(*chosen.model);
            return;
        }
        const auto method =
            std::ranges::find(m_methods, chosen.method, [](const auto &m) { return m->name(); });
        const auto graph = (*method)->apply(m_subject.study, chosen.parameters, [this] {
            return m_options.stop.stop_requested() || m_end.passed();
        });
        if (graph)
            m_result.chosenTest =
                score(*modelOf(chosen, *graph, chosen.model->decision(), std::nan("")));
    }

    const CompressionSubject &m_subject;
    const CompressionOptions &m_options;
    Deadline m_end;
    int m_threads;
    RandomStream m_random;
    Deadline m_deadline;
    std::vector<std::unique_ptr<CompressionMethod>> m_methods;
    RawBatch m_latencyRows;
    CompressionResult m_result;
    std::vector<std::uint64_t> m_numbers; ///< trials of the candidates after the original
};

} // namespace

CompressionResult compressModel(const StudyRecord &record, const std::string &name,
                                const Table &table, const std::optional<Table> &test,
                                const CompressionOptions &options)
{
    const int threads = options.threads > 0 ? options.threads : availableCores();
    const Deadline end =
        options.mostSeconds > 0.0 ? Deadline::inSeconds(options.mostSeconds) : Deadline();
    CompressionSubject subject = takeUp(record, name, table, test, threads);
    subject.readsClock = options.candidates == 0;
    CompressionOptions rest = options;
    if (end.exists())
        rest.seconds = kSearchShare * std::max(0.0, end.remaining());
    return CompressionSearch(subject, rest, end).run();
}

} // namespace leptune
