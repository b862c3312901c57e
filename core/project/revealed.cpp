// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/revealed.h"

#include <algorithm>
#include <filesystem>

namespace leptune {

namespace {

bool keepsRows(const Graph &graph)
{
    return std::ranges::any_of(graph.nodes, [](const Node &node) {
        return std::holds_alternative<KernelSum>(node.op) ||
               std::holds_alternative<Neighbours>(node.op);
    });
}

void addModel(Revealed &revealed, const LeaderboardEntry &entry)
{
    const Graph &graph = entry.model->graph();
    for (const Node &node : graph.nodes)
        if (const auto *lookUp = std::get_if<LookUp>(&node.op)) {
            revealed.categories.insert(lookUp->keys.begin(), lookUp->keys.end());
            revealed.categoryNumbers =
                std::max(revealed.categoryNumbers, lookUp->numberKeys.size());
        }
    if (keepsRows(graph))
        revealed.rowKeepers.push_back(entry.name);
}

} // namespace

Revealed revealedBy(const Project &project, const std::stop_token &stop)
{
    const StudyRecord &study = project.study;
    Revealed revealed;
    for (const RawColumn &column : study.schema.columns)
        revealed.columns.push_back(column.name);
    if (!study.schema.target.empty())
        revealed.columns.push_back(study.schema.target);
    revealed.classes = study.schema.classes;
    std::set<const Model *> seen;
    std::set<const FloatMatrix *> predictions;
    for (const LeaderboardEntry &entry : study.entries) {
        if (stop.stop_requested())
            break;
        if (entry.model && seen.insert(entry.model.get()).second)
            addModel(revealed, entry);
        if (entry.oof && predictions.insert(entry.oof.get()).second)
            revealed.predictedRows = std::max<std::size_t>(revealed.predictedRows, entry.oof->rows);
    }
    revealed.answeredRows = study.resultTruth.values.size();
    revealed.path = project.data.path;
    revealed.dataHash = project.data.hash;
    revealed.hasNotes = !project.notes.empty();
    return revealed;
}

Project withoutData(const Project &project)
{
    Project bare = project;
    bare.table.reset();
    bare.data.path = std::filesystem::path(project.data.path).filename().string();
    bare.history.earlier.clear(); // may be of columns that nobody is to know of
    if (bare.study.options.test.kind == TestChoice::Kind::File)
        bare.study.options.test.file =
            std::filesystem::path(bare.study.options.test.file).filename().string();
    return bare;
}

} // namespace leptune
