// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_trees.h"

#include <algorithm>

namespace leptune {
namespace {

std::vector<std::vector<float>> leavesByTree(const SymmetricEnsemble &op)
{
    std::vector<std::vector<float>> result;
    auto at = op.leafValues.begin();
    for (const int levels : op.levels) {
        const auto end = at + (static_cast<std::ptrdiff_t>(op.outputs) << levels);
        result.emplace_back(at, end);
        at = end;
    }
    return result;
}

std::string functionText(const CLeaves &leaves, bool single)
{
    const std::string text = R"(
/* Bit l of a leaf's number is the answer to question l of its tree. */
static void $NAME($SUM *out, const unsigned char *bins, int trees, int outputs,
                  const unsigned char *levels, const $TYPE *columns, const unsigned char *places,
                  $LEAVES)
{
    int t, l, o;
    for (t = 0; t < trees; ++t) {
        unsigned int leaf = 0U;
        for (l = 0; l < levels[t]; ++l)
            leaf |= (unsigned int)(bins[columns[l]] > places[l]) << l;
        for (o = 0; o < outputs; ++o)
            out[o] += $VALUE;
        columns += levels[t];
        places += levels[t];
        leaves += (size_t)outputs << levels[t];
    }
}
)";
    std::string result = replaced(text, "$LEAVES", leaves.parameters());
    result = replaced(result, "$SUM", leaves.sumType());
    result = replaced(result, "$VALUE", leaves.value());
    result =
        replaced(result, "$AT", single ? "leaf" : "(size_t)leaf * (size_t)outputs + (size_t)o");
    if (!single)
        return result;
    result = replaced(result, "        for (o = 0; o < outputs; ++o)\n            out[o]",
                      "        *out");
    result = replaced(result, "(size_t)outputs <<", "(size_t)1 <<");
    result = replaced(result, "int trees, int outputs", "int trees");
    return replaced(result, "int t, l, o;", "int t, l;");
}

void writeQuestions(CWriter &to, const SymmetricEnsemble &op, const CBins &bins,
                    const CLeaves &leaves, const std::string &out, const std::string &binned)
{
    std::vector<std::int64_t> columns, places;
    for (const LevelQuestion &question : op.questions) {
        const CBins::Place place =
            bins.placeOf(question.feature, question.missingLeft, question.threshold);
        columns.push_back(place.column);
        places.push_back(place.place);
    }
    const bool single = op.outputs == 1;
    const CTable columnTable = to.integers(columns);
    const std::string name =
        to.function(std::string("lept_symmetric_") + (single ? "one_" : "") + leaves.suffix(),
                    columnTable.type, functionText(leaves, single));
    to.line(
        name + '(' + out + ", " + binned + ", " + std::to_string(op.levels.size()) +
        (single ? "" : ", " + std::to_string(op.outputs)) + ", " +
        to.integers(std::vector<std::int64_t>(op.levels.begin(), op.levels.end()), CType::U8).name +
        ", " + columnTable.name + ", " + to.integers(places, CType::U8).name + ", " +
        leaves.arguments() + ");");
}

} // namespace

void writeTrees(CWriter &to, const SymmetricEnsemble &op, CBins &bins, const CValue &out,
                const CValue &x)
{
    const CLeaves leaves = leafTables(to, leavesByTree(op));
    const std::string binned = bins.write(to, x);
    writeZeros(to, out);
    writeQuestions(to, op, bins, leaves, out.pointer(), binned);
    writeAdd(to, out, op.base);
}

void writeTreeSums(CWriter &to, const SymmetricEnsemble &op, const CBins &bins,
                   const TreeSums &sums)
{
    if (op.levels.empty())
        return;
    const CLeaves leaves = leafTables(to, leavesByTree(op), sums.unit);
    writeQuestions(to, op, bins, leaves, sums.out, sums.binned);
}

} // namespace leptune
