// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/compression_subject.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/compress/pareto_front.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

const LeaderboardEntry &parentOf(const StudyRecord &record, const LeaderboardEntry &entry)
{
    const LeaderboardEntry *parent = record.find(entry.parent);
    if (!parent || !parent->model)
        throw Error(ErrorCode::Unsupported, entry.name,
                    "was fitted on all rows at once, and the model '" + entry.parent +
                        "', which could be scored on unseen ones, was not kept; choose another "
                        "model of the leaderboard");
    return *parent;
}

constexpr std::size_t kEnoughRows = 6'000; // to tell drops of a thousandth apart

FloatMatrix answersOf(const Graph &graph, const StudyData &data, const Rows &rows, int threads)
{
    return Interpreter(std::make_shared<const Graph>(graph))
        .run(data.batch().gathered(rows), threads);
}

/// Builds a subject step by step.
class TakingUp {
public:
    TakingUp(const StudyRecord &record, int threads) : m_record(record), m_threads(threads) {}

    CompressionSubject run(const std::string &name, const Table &table,
                           const std::optional<Table> &test)
    {
        chooseEntries(name);
        prepareRows(table, test);
        takeFoldsApart();
        answerUnseen();
        makeFoldParts();
        makeStudyPart();
        makeAllPart();
        m_subject.constantScore = constantScore();
        return std::move(m_subject);
    }

private:
    void chooseEntries(const std::string &name)
    {
        const LeaderboardEntry *entry = &m_record.entryFor(name);
        if (entry->kind == EntryKind::Compressed) // again, from what it was made of
            entry = &parentOf(m_record, *entry);
        m_subject.original = *entry;
        m_subject.scored = isRefit(*entry) ? parentOf(m_record, *entry) : *entry;
        if (!m_subject.scored.oof || std::isnan(m_subject.scored.validation) ||
            m_record.foldParts <= 0)
            throw Error(ErrorCode::Unsupported, entry->name,
                        "has no validation score, so nothing tells what a smaller one would lose");
    }

    void prepareRows(const Table &table, const std::optional<Table> &test)
    {
        const TuneOptions &options = m_record.options;
        m_subject.setup = prepareStudy(table, test, options);
        requireSameRows(m_subject.setup, m_record);
        m_rows = searchRows(m_subject.setup, options);
        m_subject.plan = std::make_shared<const TrialPlan>(
            planOf(m_subject.setup, m_rows, dataOf(m_subject.setup, m_rows, m_threads),
                   {m_record.foldParts, m_record.foldRepeats}, options));
    }

    /// m_fits[member][split]
    void takeFoldsApart()
    {
        const std::size_t splits = m_subject.plan->splits.size();
        m_parts = takeApart(m_subject.scored.model->graph(), m_subject.scored.kind);
        for (const ModelMember &member : m_parts.members) {
            m_fits.push_back(foldFits(member.graph, splits));
            if (m_fits.back().empty())
                throw Error(ErrorCode::Unsupported, m_subject.scored.name,
                            "was not fitted once a fold, so nothing tells what a smaller one "
                            "would lose; choose another model of the leaderboard");
        }
    }

    /// Every member's answers for the scored rows, each from a fit that never saw the row.
    void answerUnseen()
    {
        const TrialPlan &plan = *m_subject.plan;
        const std::size_t splits = plan.splits.size();
        std::vector<FloatMatrix> tested(m_fits.size() * splits);
        parallelFor(tested.size(), m_threads, [&](std::size_t i) {
            tested[i] = answersOf(m_fits[i / splits][i % splits], *plan.data,
                                  plan.splits[i % splits].test, 1);
        });
        for (std::size_t member = 0; member < m_fits.size(); ++member) {
            FloatMatrix sum(plan.scoredRows.size(), tested.front().columns);
            std::vector<int> counts(sum.rows, 0);
            for (std::size_t split = 0; split < splits; ++split)
                addRows(plan, plan.splits[split].test, tested[member * splits + split], sum,
                        counts);
            for (std::size_t i = 0; i < sum.rows; ++i)
                for (float &value : sum.row(i))
                    value /= static_cast<float>(counts[i]);
            m_subject.memberAnswers.push_back(std::move(sum));
        }
    }

    static void addRows(const TrialPlan &plan, const Rows &rows, const FloatMatrix &answers,
                        FloatMatrix &sum, std::vector<int> &counts)
    {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto at = static_cast<std::size_t>(
                std::ranges::lower_bound(plan.scoredRows, rows[i]) - plan.scoredRows.begin());
            for (std::size_t j = 0; j < sum.columns; ++j)
                sum.at(at, j) += answers.at(i, j);
            ++counts[at];
        }
    }

    /// Those of one repeat, which tests every row once; of many rows the first that test enough, so
    /// that there is time for more candidates.
    std::size_t foldsToUse() const
    {
        const auto &splits = m_subject.plan->splits;
        const auto repeats = static_cast<std::size_t>(std::max(1, m_record.foldRepeats));
        const bool isRepeated = m_record.foldParts > 1 && splits.size() % repeats == 0;
        const std::size_t most = isRepeated ? splits.size() / repeats : splits.size();
        std::size_t used = 0;
        for (std::size_t tested = 0; used < most && (used < 2 || tested < kEnoughRows); ++used)
            tested += splits[used].test.size();
        return used;
    }

    void makeFoldParts()
    {
        const TrialPlan &plan = *m_subject.plan;
        const std::size_t used = foldsToUse();
        m_subject.folds.resize(used);
        parallelFor(used, m_threads, [&](std::size_t f) {
            CompressionPart &part = m_subject.folds[f];
            part.number = static_cast<int>(f);
            part.parts = m_parts;
            for (std::size_t m = 0; m < m_fits.size(); ++m)
                part.parts.members[m].graph = m_fits[m][f];
            part.graph = putTogether(part.parts);
            part.rows = View(plan.data, std::make_shared<const Rows>(plan.splits[f].train));
        });
        std::vector<bool> isTested(plan.scoredRows.size(), false);
        for (std::size_t f = 0; f < used; ++f)
            for (const std::uint32_t place : m_subject.scoredPlaces(plan.splits[f].test))
                isTested[place] = true;
        for (std::uint32_t i = 0; i < isTested.size(); ++i)
            if (isTested[i])
                m_subject.testedRows.push_back(i);
        std::vector<FloatMatrix> answers(used);
        parallelFor(used, m_threads, [&](std::size_t f) {
            answers[f] = answersOf(m_subject.folds[f].graph, *plan.data, plan.splits[f].test, 1);
        });
        m_subject.foldAnswers = m_subject.joined(answers);
    }

    CompressionPart wholePart(const LeaderboardEntry &entry, std::shared_ptr<const StudyData> data)
    {
        CompressionPart part;
        part.parts = takeApart(entry.model->graph(), entry.kind);
        part.graph = entry.model->graph();
        part.rows = View(data, std::make_shared<const Rows>(allRows(data->rows())));
        return part;
    }

    void makeStudyPart()
    {
        m_subject.study = wholePart(m_subject.scored, m_subject.plan->data);
        m_subject.study.number = static_cast<int>(m_subject.folds.size());
    }

    void makeAllPart()
    {
        if (!isRefit(m_subject.original))
            return;
        const Rows rows = allRows(m_subject.setup.usableRows());
        m_subject.all = wholePart(m_subject.original, dataOf(m_subject.setup, rows, m_threads));
        m_subject.all->number = static_cast<int>(m_subject.folds.size()) + 1;
    }

    /// As the family "baseline" scores on the same folds.
    double constantScore() const
    {
        TrialRequest request;
        request.family = request.name = "baseline";
        const TrialResult result = runTrial(request, *m_subject.plan, {});
        if (result.state != EntryState::Done)
            throw Error(ErrorCode::TooLittleData, m_subject.original.name, result.reason);
        return result.score;
    }

    const StudyRecord &m_record;
    int m_threads;
    CompressionSubject m_subject;
    Rows m_rows; ///< the study's, numbers of setup.features
    ModelParts m_parts;
    std::vector<std::vector<Graph>> m_fits; ///< a member, a split
};

} // namespace

FloatMatrix CompressionSubject::joined(std::span<const FloatMatrix> answers) const
{
    FloatMatrix sum(testedRows.size(), answers.front().columns);
    std::vector<int> counts(sum.rows, 0);
    for (std::size_t fold = 0; fold < folds.size(); ++fold) {
        const Rows rows = scoredPlaces(plan->splits[fold].test);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto place = static_cast<std::size_t>(
                std::ranges::lower_bound(testedRows, rows[i]) - testedRows.begin());
            for (std::size_t j = 0; j < sum.columns; ++j)
                sum.at(place, j) += answers[fold].at(i, j);
            ++counts[place];
        }
    }
    for (std::size_t i = 0; i < sum.rows; ++i)
        for (float &value : sum.row(i))
            value /= static_cast<float>(std::max(1, counts[i]));
    return sum;
}

Rows CompressionSubject::scoredPlaces(const Rows &rows) const
{
    Rows places;
    for (const std::uint32_t row : rows)
        places.push_back(static_cast<std::uint32_t>(
            std::ranges::lower_bound(plan->scoredRows, row) - plan->scoredRows.begin()));
    return places;
}

std::vector<SliceScore> CompressionSubject::slicesOf(const FloatMatrix &answers,
                                                     const Decision &decision) const
{
    const Target truth = plan->scoredTruth.gathered(testedRows);
    return sliceScores({truth, answers, decision, gatherValues(plan->scoredWeights, testedRows)});
}

double CompressionSubject::originalScore() const
{
    return toScore(plan->metric, scored.validation);
}

double CompressionSubject::dropAt(double score) const
{
    return shareLost(originalScore(), constantScore, score);
}

double CompressionSubject::dropOf(double difference) const
{
    const double gain = originalScore() - constantScore;
    return gain > 0.0 ? difference / gain : 0.0;
}

CompressionSubject takeUp(const StudyRecord &record, const std::string &name, const Table &table,
                          const std::optional<Table> &test, int threads)
{
    return TakingUp(record, threads).run(name, table, test);
}

} // namespace leptune
