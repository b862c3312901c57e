// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/explain/partial_dependence.h"
#include "core/model/explain/subgroup_scores.h"
#include "ui/results/explain_subject.h"

#include <QStringList>

class QPalette;

namespace leptune {

class BarList;
class LineChart;

/// How the answer goes with one column of the Model's schema, and how good answers are along it.
struct ColumnEffect {
    std::size_t column = 0;
    int output = 0;                    ///< of the Model
    PartialDependence dependence = {}; ///< by numbers as a curve, by categories as bars
    std::vector<SubgroupScore> groups = {};
    QString problem = {}; ///< why there is no dependence

    bool hasCurve() const { return problem.isEmpty() && dependence.categories.empty(); }
    bool hasBars() const { return problem.isEmpty() && !dependence.categories.empty(); }
};

/// For any thread but the window's. Takes about that long where rows are answered one by one; many
/// at once take a part of it.
ColumnEffect workOutEffect(const ExplainSubject &subject, std::size_t column, int output,
                           double seconds, const std::stop_token &stop = {});

QString effectTitle(const RawColumn &column);
/// Lines keep the colours of the palette.
void drawEffect(LineChart &chart, const ColumnEffect &effect, const Schema &schema,
                const QPalette &palette);
void drawEffect(BarList &chart, const ColumnEffect &effect, const Schema &schema);
/// What the lines or bars are.
QString effectNote(const ColumnEffect &effect, const Schema &schema);

/// The scores along the column as a table: its title, its head, and the cells of every group.
QString groupsTitle(const ExplainSubject &subject);
QStringList groupsHead(const ExplainSubject &subject, std::size_t column);
std::vector<QStringList> groupCells(const ColumnEffect &effect, const RawColumn &column);

} // namespace leptune
