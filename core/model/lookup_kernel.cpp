// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernel.h"

#include <cmath>
#include <string_view>
#include <unordered_map>

namespace leptune {
namespace {

/// The key index is built once. A batch of more rows than spellings has each spelling looked up
/// once.
class LookUpKernel : public Kernel {
public:
    LookUpKernel(const LookUp &op, int column)
        : m_op(op), m_column(static_cast<std::size_t>(column))
    {
        for (std::size_t i = 0; i < op.keys.size(); ++i)
            m_byText.emplace(op.keys[i], op.values[i]);
        for (std::size_t i = 0; i < op.numberKeys.size(); ++i)
            m_byNumber.emplace(op.numberKeys[i], op.values[i]);
    }

    bool prepares() const override { return true; }

    std::vector<float> prepare(const RawBatch &batch) const override
    {
        const RawCells &cells = batch.columns[m_column];
        std::vector<float> table;
        if (cells.codes.empty() || !cells.dictionary || cells.dictionary->size() > batch.rows)
            return table;
        table.reserve(cells.dictionary->size());
        for (const std::string &text : *cells.dictionary)
            table.push_back(valueOf(text));
        return table;
    }

    void run(const Block &block, std::span<const KernelInput>, std::span<const float> prepared,
             float *out) const override
    {
        const RawCells &cells = block.batch->columns[m_column];
        for (std::size_t i = 0; i < block.rows; ++i) {
            const std::size_t row = block.begin + i;
            out[i] = cells.codes.empty() ? valueOf(cells.numbers[row])
                                         : valueOfCode(cells, cells.codes[row], prepared);
        }
    }

private:
    float valueOfCode(const RawCells &cells, std::int32_t code,
                      std::span<const float> prepared) const
    {
        if (code < 0)
            return m_op.missing;
        const auto index = static_cast<std::size_t>(code);
        return prepared.empty() ? valueOf((*cells.dictionary)[index]) : prepared[index];
    }
    float valueOf(const std::string &text) const
    {
        if (text.empty())
            return m_op.missing;
        const auto found = m_byText.find(text);
        return found == m_byText.end() ? m_op.unseen : found->second;
    }
    float valueOf(float number) const
    {
        if (std::isnan(number))
            return m_op.missing;
        const auto found = m_byNumber.find(number);
        return found == m_byNumber.end() ? m_op.unseen : found->second;
    }

    const LookUp &m_op;
    std::size_t m_column;
    std::unordered_map<std::string_view, float> m_byText;
    std::unordered_map<float, float> m_byNumber;
};

} // namespace

std::unique_ptr<Kernel> makeLookUpKernel(const LookUp &op, int column)
{
    return std::make_unique<LookUpKernel>(op, column);
}

} // namespace leptune
