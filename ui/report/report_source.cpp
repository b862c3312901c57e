// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_source.h"

#include "core/base/error.h"
#include "ui/shared/answer_words.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr std::size_t kMostEffects = 4;
constexpr double kEffectSeconds = 0.5;

/// Texts hardly come twice, and a picture has no places on an axis.
bool canBeDrawn(const RawColumn &column)
{
    return column.used && column.type != ColumnType::Text && column.type != ColumnType::Picture;
}

std::vector<std::size_t> columnsThatMatter(const ReportSource &source, const Schema &schema)
{
    std::vector<std::size_t> columns;
    for (const ColumnImportance &ranked : rankedImportance(source)) {
        const auto found = std::ranges::find(schema.columns, ranked.column, &RawColumn::name);
        if (ranked.importance > 0.0 && found != schema.columns.end() && canBeDrawn(*found) &&
            columns.size() < kMostEffects)
            columns.push_back(static_cast<std::size_t>(found - schema.columns.begin()));
    }
    return columns;
}

void checkStop(const std::stop_token &stop)
{
    if (stop.stop_requested())
        throw Error(ErrorCode::Stopped, {}, "the report was cancelled");
}

std::vector<ColumnEffect> effectsOf(const ReportSource &source, const std::stop_token &stop)
{
    const ExplainSubject &subject = *source.subject;
    const Schema &schema = subject.model->schema();
    std::vector<ColumnEffect> effects;
    for (const std::size_t column : columnsThatMatter(source, schema)) {
        ColumnEffect effect =
            workOutEffect(subject, column, firstOutput(schema), kEffectSeconds, stop);
        checkStop(stop);
        if (effect.problem.isEmpty())
            effects.push_back(std::move(effect));
    }
    return effects;
}

} // namespace

std::vector<ColumnImportance> rankedImportance(const ReportSource &source)
{
    std::vector<ColumnImportance> ranked = source.importance.isMeasured()
                                               ? source.importance.columns
                                               : source.project.study.importance;
    std::ranges::stable_sort(ranked, std::ranges::greater{}, &ColumnImportance::importance);
    return ranked;
}

void workOut(ReportSource &source, const std::shared_ptr<const Table> &table,
             const std::stop_token &stop)
{
    const StudyRecord &record = source.project.study;
    source.analysis = analyseResult(record, stop, table);
    source.subject = findSubject(record, table);
    source.importance = {};
    source.effects.clear();
    if (!source.subject->canExplain())
        return;
    source.importance = measureImportance(*source.subject, stop);
    checkStop(stop);
    source.effects = effectsOf(source, stop);
}

} // namespace leptune
