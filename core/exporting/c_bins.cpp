// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_bins.h"

#include "core/base/error.h"

#include <algorithm>

namespace leptune {
namespace {

constexpr int kColumnThresholds = 255;

} // namespace

void CBins::add(int feature, bool missingLeft, float threshold)
{
    m_thresholds[{feature, missingLeft}].values.push_back(threshold);
}

void CBins::addQuestions(const TreeEnsemble &trees)
{
    for (const TreeNode &node : trees.nodes)
        if (node.feature >= 0)
            add(node.feature, node.missingLeft, node.threshold);
}

void CBins::addQuestions(const SymmetricEnsemble &trees)
{
    for (const LevelQuestion &question : trees.questions)
        add(question.feature, question.missingLeft, question.threshold);
}

void CBins::finish()
{
    std::int64_t columns = 0;
    for (auto &[key, thresholds] : m_thresholds) {
        std::vector<float> &values = thresholds.values;
        std::ranges::sort(values);
        values.erase(std::ranges::unique(values).begin(), values.end());
        thresholds.firstColumn = static_cast<int>(columns);
        columns +=
            (static_cast<std::int64_t>(values.size()) + kColumnThresholds - 1) / kColumnThresholds;
        if (columns > kMostColumns)
            throw Error(ErrorCode::Unsupported, "c",
                        "the trees ask for more different thresholds than a C file can number; "
                        "compress the model or export it as native or onnx");
    }
    m_columns = static_cast<int>(columns);
}

CBins::Place CBins::placeOf(int feature, bool missingLeft, float threshold) const
{
    const Thresholds &known = m_thresholds.at({feature, missingLeft});
    const auto found = std::ranges::lower_bound(known.values, threshold);
    const auto index = static_cast<int>(found - known.values.begin());
    return {known.firstColumn + index / kColumnThresholds, index % kColumnThresholds};
}

std::vector<CBins::Column> CBins::columnList() const
{
    std::vector<Column> result;
    for (const auto &[key, thresholds] : m_thresholds)
        for (std::size_t first = 0; first < thresholds.values.size(); first += kColumnThresholds) {
            const auto begin = thresholds.values.begin() + static_cast<std::ptrdiff_t>(first);
            const std::size_t count =
                std::min<std::size_t>(kColumnThresholds, thresholds.values.size() - first);
            result.push_back(
                {key.first, key.second, {begin, begin + static_cast<std::ptrdiff_t>(count)}});
        }
    return result;
}

std::string CBins::write(CWriter &to, const CValue &x)
{
    if (m_written)
        return m_name;
    m_written = true;
    const auto bytes = static_cast<std::size_t>(m_columns + kZeroColumns);
    to.line("unsigned char " + m_name + '[' + std::to_string(bytes) + "] = {0};");
    to.addRam(bytes);
    if (m_columns > 0)
        writeSearch(to, x);
    return m_name;
}

void CBins::writeSearch(CWriter &to, const CValue &x) const
{
    std::vector<float> values;
    std::vector<std::int64_t> features, counts;
    for (const auto &[key, thresholds] : m_thresholds) {
        values.insert(values.end(), thresholds.values.begin(), thresholds.values.end());
        features.push_back(key.first);
        // The lowest bit says where missing values go.
        counts.push_back(2 * static_cast<std::int64_t>(thresholds.values.size()) +
                         (key.second ? 0 : 1));
    }
    const CTable featureTable = to.integers(features, CType::U32);
    const CTable countTable = to.integers(counts, CType::U32);
    const std::string name = to.function("lept_bins", R"(
/* How many of a feature's ascending thresholds are not above it, by columns of 255. Counts are
   doubled; odd ones are of features whose missing values go right. */
static void $NAME(unsigned char *bins, const float *x, int features, const unsigned int *feature,
                  const unsigned int *counts, const float *thresholds)
{
    int i;
    for (i = 0; i < features; ++i) {
        const float value = x[feature[i]];
        const unsigned int count = counts[i] >> 1;
        const float *low = thresholds;
        unsigned int left = count, place;
        while (left > 1U) {
            const unsigned int half = left >> 1;
            low += half & (0U - (unsigned int)(low[half - 1U] <= value)); /* without a branch */
            left -= half;
        }
        place = (unsigned int)(low - thresholds) + (*low <= value ? 1U : 0U);
        if (value != value)
            place = (counts[i] & 1U) != 0U ? count : 0U;
        for (left = count; left > 255U; left -= 255U) {
            *bins++ = (unsigned char)(place > 255U ? 255U : place);
            place = place > 255U ? place - 255U : 0U;
        }
        *bins++ = (unsigned char)place;
        thresholds += count;
    }
}
)");
    to.line(name + '(' + m_name + ", " + x.pointer() + ", " + std::to_string(features.size()) +
            ", " + featureTable.name + ", " + countTable.name + ", " + to.floats(values) + ");");
}

} // namespace leptune
