// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_trees.h"

#include "core/base/error.h"
#include "core/model/compiled_trees.h"
#include "core/model/symmetric_trees.h"

#include <algorithm>
#include <bit>
#include <map>

namespace leptune {
namespace {

/// Trees that are walked at once. The next node waits for two loads from the cache, which the other
/// trees fill; with twelve, compilers for x86-64 run out of registers.
constexpr std::size_t kMostLanes = 10;
constexpr std::int64_t kMostLeaves = std::int64_t{1} << 20;

/// A node of a C table. A question: bins[column] > place goes right; the children stand side by
/// side, `step` behind it. A leaf stays where it is (its column holds 0, step 0), and column and
/// place are its number in its tree.
struct CNode {
    std::int64_t column = 0, place = 0, step = 0;
};

/// All trees of an ensemble, breadth first.
class NodeTable {
public:
    NodeTable(const TreeEnsemble &op, const CBins &bins)
        : m_op(op), m_bins(bins), m_outputs(static_cast<std::size_t>(op.outputs))
    {
        for (const std::int32_t root : op.roots)
            m_targets.push_back(soleTarget(op, root));
        m_single = std::ranges::all_of(m_targets, [](int target) { return target >= 0; });
        for (std::size_t t = 0; t < op.roots.size(); ++t)
            addTree(t);
    }

    /// Every leaf adds to one output only: that of its tree.
    bool single() const { return m_single; }
    std::vector<std::int64_t> targets() const { return {m_targets.begin(), m_targets.end()}; }
    const std::vector<std::int64_t> &roots() const { return m_roots; }
    const std::vector<std::vector<float>> &leaves() const { return m_leaves; }
    /// Places of the trees' leaves among all values.
    std::vector<std::int64_t> bases() const
    {
        std::vector<std::int64_t> result;
        std::int64_t next = 0;
        for (const std::vector<float> &tree : m_leaves) {
            result.push_back(next);
            next += static_cast<std::int64_t>(tree.size());
        }
        return result;
    }

    /// step 16 bits, place 8, column 8; or 32, 16 and 16.
    bool fitsWord() const
    {
        return std::ranges::all_of(m_nodes, [&](const CNode &node) {
            return node.column <= 255 && node.place <= 255 && node.step <= 65535;
        });
    }
    std::vector<std::int64_t> words(int bits) const
    {
        std::vector<std::int64_t> result;
        for (const CNode &node : m_nodes)
            result.push_back(((node.step << bits | node.place) << bits) | node.column);
        return result;
    }

private:
    void addTree(std::size_t tree)
    {
        struct Open {
            std::int32_t source;
            std::size_t place;
        };
        m_roots.push_back(static_cast<std::int64_t>(m_nodes.size()));
        m_leaves.emplace_back();
        m_numbers.clear();
        std::vector<Open> open{{m_op.roots[tree], m_nodes.size()}};
        m_nodes.emplace_back();
        for (std::size_t next = 0; next < open.size(); ++next) {
            const Open at = open[next];
            const TreeNode &node = m_op.nodes[static_cast<std::size_t>(at.source)];
            if (node.feature < 0) {
                m_nodes[at.place] = leaf(tree, node.left);
                continue;
            }
            const CBins::Place question =
                m_bins.placeOf(node.feature, node.missingLeft, node.threshold);
            const std::size_t child = m_nodes.size();
            m_nodes[at.place] = {question.column, question.place,
                                 static_cast<std::int64_t>(child - at.place)};
            m_nodes.resize(child + 2);
            open.push_back({node.left, child});
            open.push_back({node.right, child + 1});
        }
    }

    /// Equal leaves of a tree have one number.
    CNode leaf(std::size_t tree, std::int32_t index)
    {
        const float *values = m_op.leafValues.data() + static_cast<std::size_t>(index) * m_outputs;
        const std::vector<float> vector = m_single ? std::vector<float>{values[m_targets[tree]]}
                                                   : std::vector<float>(values, values + m_outputs);
        std::vector<std::uint32_t> bits(vector.size());
        std::ranges::transform(vector, bits.begin(), std::bit_cast<std::uint32_t, float>);
        const auto [known, fresh] =
            m_numbers.emplace(bits, static_cast<std::int64_t>(m_numbers.size()));
        if (fresh)
            m_leaves[tree].insert(m_leaves[tree].end(), vector.begin(), vector.end());
        if (known->second >= kMostLeaves)
            throw Error(ErrorCode::Unsupported, "c",
                        "a tree has more leaves than a C file can number; compress the model or "
                        "export it as native or onnx");
        return {m_bins.columns() + (known->second >> 16), known->second & 65535, 0};
    }

    const TreeEnsemble &m_op;
    const CBins &m_bins;
    std::size_t m_outputs;
    bool m_single = false;
    std::vector<int> m_targets;
    std::vector<CNode> m_nodes;
    std::vector<std::int64_t> m_roots;
    std::vector<std::vector<float>> m_leaves;
    std::map<std::vector<std::uint32_t>, std::int64_t> m_numbers; ///< of one tree, by bits
};

/// The same text for every lane.
std::string repeated(std::size_t lanes, const std::string &text)
{
    std::string result;
    for (std::size_t i = 0; i < lanes; ++i)
        result += replaced(text, "$I", std::to_string(i));
    return result;
}

std::string walkText(const CLeaves &leaves, std::size_t lanes, bool narrow, bool single,
                     bool targets)
{
    std::string text = R"(
/* Walks $LANES trees at once. A node: column of bins, place (a question goes right where the bin is
   above it), steps to the left child. Leaves stay where they are, for their column holds 0; it and
   the place are the leaf's number. */
static void $NAME($SUM *out, const unsigned char *bins, int trees, const $WORD *nodes,
                  const unsigned int *roots,
                  const unsigned int *bases, $LEAVES$TARGETS)
{
    int first, t;
    for (first = 0; first < trees; first += $LANES) {
        const int last = trees - first < $LANES ? trees - 1 : first + $LANES - 1;
        unsigned int at[$LANES];
        $WORD moved = 1U;
)";
    text += repeated(lanes,
                     "        unsigned int a$I = roots[first + $I < last ? first + $I : last];\n");
    text += "        while (moved != 0U) {\n            $WORD n;\n            moved = 0U;\n";
    text += repeated(lanes, "            n = nodes[a$I];\n            moved |= n >> $HIGH;\n"
                            "            a$I += (unsigned int)(n >> $HIGH) + "
                            "(bins[n & $MASK] > ((n >> $BITS) & $MASK) ? 1U : 0U);\n");
    text += "        }\n";
    text += repeated(lanes, "        at[$I] = a$I;\n");
    text += "        for (t = first; t <= last; ++t) {\n"
            "            const $WORD leaf = nodes[at[t - first]];\n"
            "            const unsigned int place = bases[t] + $NUMBER;\n"
            "            $ADD\n"
            "        }\n    }\n}\n";
    const std::string sum =
        replaced(leaves.value(), "$AT", single ? "place" : "place + (unsigned int)o");
    text =
        replaced(text, "$ADD",
                 single ? "out[" + std::string(targets ? "targets[t]" : "0") + "] += " + sum + ';'
                        : "int o;\n            for (o = 0; o < outputs; ++o)\n"
                          "                out[o] += " +
                              sum + ';');
    text = replaced(text, "$NUMBER",
                    narrow ? "((leaf >> 8) & 255U)$TIMES"
                           : "((unsigned int)(leaf >> 16 & 65535ULL) + (((unsigned int)(leaf & "
                             "65535ULL) - (unsigned int)columns) << 16))$TIMES");
    text = replaced(text, "$TIMES", single ? "" : " * (unsigned int)outputs");
    text = replaced(text, "$TARGETS",
                    std::string(targets ? ", const unsigned short *targets" : "") +
                        (single ? "" : ", int outputs") + (narrow ? "" : ", int columns"));
    text = replaced(text, "$LANES", std::to_string(lanes));
    text = replaced(text, "$WORD", narrow ? "unsigned int" : "unsigned long long");
    text = replaced(text, "$MASK", narrow ? "255U" : "65535ULL");
    text = replaced(text, "$HIGH", narrow ? "16" : "32");
    text = replaced(text, "$BITS", narrow ? "8" : "16");
    text = replaced(text, "$SUM", leaves.sumType());
    return replaced(text, "$LEAVES", leaves.parameters());
}

bool isSymmetric(const TreeEnsemble &op)
{
    return std::ranges::all_of(
        op.roots, [&](std::int32_t root) { return symmetricForm(op, root).has_value(); });
}

void writeNodes(CWriter &to, const TreeEnsemble &op, const NodeTable &table, const CBins &bins,
                const CLeaves &leaves, const std::string &out, const std::string &binned)
{
    const bool narrow = table.fitsWord(), targets = table.single() && op.outputs > 1;
    const std::size_t lanes = std::clamp<std::size_t>(op.roots.size(), 1, kMostLanes);
    const std::string kind = !table.single() ? "of_vectors_" : targets ? "of_classes_" : "";
    const std::string name = to.function(
        "lept_trees_" + (lanes < kMostLanes ? std::to_string(lanes) + '_' : std::string()) +
            (narrow ? "" : "wide_") + kind + leaves.suffix(),
        walkText(leaves, lanes, narrow, table.single(), targets));
    std::string line =
        name + '(' + out + ", " + binned + ", " + std::to_string(op.roots.size()) + ", " +
        to.integers(table.words(narrow ? 8 : 16), narrow ? CType::U32 : CType::U64).name + ", " +
        to.integers(table.roots(), CType::U32).name + ", " +
        to.integers(table.bases(), CType::U32).name + ", " + leaves.arguments();
    if (targets)
        line += ", " + to.integers(table.targets(), CType::U16).name;
    if (!table.single())
        line += ", " + std::to_string(op.outputs);
    if (!narrow)
        line += ", " + std::to_string(bins.columns());
    to.line(line + ");");
}

} // namespace

void writeTrees(CWriter &to, const TreeEnsemble &op, CBins &bins, const CValue &out,
                const CValue &x)
{
    if (isSymmetric(op))
        return writeTrees(to, toSymmetric(op), bins, out, x);
    writeZeros(to, out);
    const NodeTable table(op, bins);
    const CLeaves leaves = leafTables(to, table.leaves());
    writeNodes(to, op, table, bins, leaves, out.pointer(), bins.write(to, x));
    writeAdd(to, out, op.base);
}

void writeTreeSums(CWriter &to, const TreeEnsemble &op, const CBins &bins, const TreeSums &sums)
{
    if (op.roots.empty())
        return;
    if (isSymmetric(op))
        return writeTreeSums(to, toSymmetric(op), bins, sums);
    const NodeTable table(op, bins);
    writeNodes(to, op, table, bins, leafTables(to, table.leaves(), sums.unit), sums.out,
               sums.binned);
}

} // namespace leptune
