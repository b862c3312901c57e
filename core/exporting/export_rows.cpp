// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/export_rows.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace leptune {
namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

/// Numbers and spellings of one raw column that a Model treats differently.
struct Landmarks {
    std::vector<float> numbers;
    std::vector<std::string> texts;
};

/// Follows the graph from the raw columns to where it compares.
class LandmarkFinder {
public:
    LandmarkFinder(const Graph &graph, std::size_t columns) : m_graph(graph), m_found(columns) {}

    std::vector<Landmarks> find()
    {
        for (const Node &node : m_graph.nodes) {
            m_node = &node;
            std::visit([this](const auto &op) { look(op); }, node.op);
        }
        return std::move(m_found);
    }

private:
    template <typename Op>
    void look(const Op &)
    {
    }
    void look(const LookUp &op)
    {
        Landmarks &column = m_found[static_cast<std::size_t>(*origin(m_node->inputs[0], 0))];
        column.numbers.insert(column.numbers.end(), op.numberKeys.begin(), op.numberKeys.end());
        column.texts.insert(column.texts.end(), op.keys.begin(), op.keys.end());
    }
    void look(const CleanRange &op)
    {
        for (std::size_t c = 0; c < op.low.size(); ++c) {
            add(static_cast<int>(c), op.low[c]);
            add(static_cast<int>(c), op.high[c]);
        }
    }
    void look(const Scale &op)
    {
        for (std::size_t c = 0; c < op.offset.size(); ++c)
            for (const float units : {-2.0F, -1.0F, 0.0F, 1.0F, 2.0F})
                add(static_cast<int>(c), op.offset[c] + units / op.scale[c]);
    }
    void look(const TreeEnsemble &op)
    {
        for (const TreeNode &node : op.nodes)
            if (node.feature >= 0)
                add(node.feature, node.threshold);
    }
    void look(const SymmetricEnsemble &op)
    {
        for (const LevelQuestion &question : op.questions)
            add(question.feature, question.threshold);
    }
    void add(int column, float value)
    {
        const auto raw = origin(m_node->inputs[0], column);
        if (raw && !std::isnan(value))
            m_found[static_cast<std::size_t>(*raw)].numbers.push_back(value);
    }

    /// The raw column whose numbers a node passes on in a column of its own.
    std::optional<int> origin(NodeId id, int column) const
    {
        for (;;) {
            const Node &node = m_graph.nodes[static_cast<std::size_t>(id)];
            if (const auto *input = std::get_if<InputColumn>(&node.op))
                return input->column;
            if (const auto *select = std::get_if<Select>(&node.op)) {
                column = select->columns[static_cast<std::size_t>(column)];
            } else if (std::holds_alternative<Concat>(node.op)) {
                id = partOf(node, column);
                continue;
            } else if (!std::holds_alternative<CleanRange>(node.op) &&
                       !std::holds_alternative<Impute>(node.op)) {
                return std::nullopt;
            }
            id = node.inputs[0];
        }
    }
    /// The input of a Concat that a column is of; `column` becomes that of the input.
    NodeId partOf(const Node &concat, int &column) const
    {
        for (const NodeId input : concat.inputs) {
            const int width = m_graph.nodes[static_cast<std::size_t>(input)].width;
            if (column < width)
                return input;
            column -= width;
        }
        return concat.inputs.back();
    }

    const Graph &m_graph;
    const Node *m_node = nullptr;
    std::vector<Landmarks> m_found;
};

float extreme(RandomStream &random)
{
    constexpr float kExtremes[] = {0.0F,   -0.0F,  1.0F,    -1.0F,    1e30F,
                                   -1e30F, 1e-40F, 3.4e38F, -3.4e38F, 42.5F};
    return kExtremes[random.below(std::size(kExtremes))];
}

float drawNumber(const std::vector<float> &landmarks, RandomStream &random)
{
    constexpr float kFar = std::numeric_limits<float>::max();
    const double kind = random.uniform();
    if (kind < 0.07)
        return kMissing;
    if (kind < 0.12)
        return extreme(random);
    if (landmarks.empty())
        return static_cast<float>(3.0 * random.normal());
    const float a = landmarks[random.below(landmarks.size())];
    if (kind < 0.3)
        return a;
    if (kind < 0.4)
        return std::nextafter(a, random.below(2) == 0 ? kFar : -kFar);
    const float b = landmarks[random.below(landmarks.size())];
    const double share = random.uniform(-0.2, 1.2);
    return static_cast<float>((1.0 - share) * static_cast<double>(a) +
                              share * static_cast<double>(b));
}

float drawDate(RandomStream &random)
{
    const double days = random.uniform(-40000.0, 40000.0);
    const double kind = random.uniform();
    if (kind < 0.07)
        return kMissing;
    return kind < 0.1 ? extreme(random) : static_cast<float>(kind < 0.6 ? std::floor(days) : days);
}

RawCells drawTexts(std::vector<std::string> texts, std::size_t rows, RandomStream &random)
{
    const std::string known = texts.empty() ? "a" : texts[random.below(texts.size())];
    texts.insert(texts.end(), {known + " ", "never seen \xC3\xA9", "\x01"});
    RawCells cells;
    for (std::size_t i = 0; i < rows; ++i)
        cells.codes.push_back(static_cast<std::int32_t>(random.below(texts.size() + 1)) - 1);
    cells.dictionary = std::make_shared<const std::vector<std::string>>(std::move(texts));
    return cells;
}

/// Few, for large ones.
RawCells drawPictures(const PictureShape &shape, std::size_t rows, RandomStream &random)
{
    constexpr std::size_t kMostBytes = std::size_t{1} << 24;
    const std::size_t count =
        std::clamp<std::size_t>(kMostBytes / std::max<std::size_t>(shape.bytes(), 1), 1, rows);
    auto block = std::make_shared<PictureBlock>();
    block->shape = shape;
    block->pixels.resize(count * shape.bytes());
    for (std::uint8_t &pixel : block->pixels)
        pixel = static_cast<std::uint8_t>(random.next() >> 56);
    RawCells cells;
    for (std::size_t i = 0; i < rows; ++i)
        cells.codes.push_back(i == 0 ? -1 : static_cast<std::int32_t>(i % count));
    cells.pictures = std::move(block);
    return cells;
}

RawCells drawNumbers(const RawColumn &column, const std::vector<float> &landmarks, std::size_t rows,
                     RandomStream &random)
{
    RawCells cells;
    const bool dates = column.type == ColumnType::DateTime && landmarks.empty();
    for (std::size_t i = 0; i < rows; ++i)
        cells.numbers.push_back(dates ? drawDate(random) : drawNumber(landmarks, random));
    return cells;
}

} // namespace

RawBatch drawRows(const Model &model, std::size_t rows, std::uint64_t seed)
{
    const std::vector<RawColumn> &columns = model.schema().columns;
    const std::vector<Landmarks> landmarks = LandmarkFinder(model.graph(), columns.size()).find();
    RawBatch batch;
    batch.rows = rows;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        RandomStream random(seed, i);
        if (!columns[i].used)
            batch.columns.emplace_back();
        else if (columns[i].type == ColumnType::Picture)
            batch.columns.push_back(drawPictures(columns[i].picture, rows, random));
        else if (columns[i].asNumber)
            batch.columns.push_back(drawNumbers(columns[i], landmarks[i].numbers, rows, random));
        else
            batch.columns.push_back(drawTexts(landmarks[i].texts, rows, random));
    }
    return batch;
}

} // namespace leptune
