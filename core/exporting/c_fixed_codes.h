// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_interface.h"
#include "core/exporting/fixed_point_plan.h"

#include <map>

namespace leptune {

/// The array of whole numbers of an entry: what nodes compute, then the cells that are read.
class CFixedCells {
public:
    /// `offsets` of nodes in the array, whose first `size` numbers they are.
    CFixedCells(std::map<NodeId, std::size_t> offsets, std::size_t size)
        : m_offsets(std::move(offsets)), m_size(size)
    {
    }
    /// Appends the line that fills a cell when it is asked for first.
    std::size_t place(CWriter &to, const CInterface &interface, const FixedSource &source);
    std::size_t offset(NodeId node) const { return m_offsets.at(node); }
    std::size_t size() const { return m_size; }

private:
    std::size_t fill(CWriter &to, const std::string &value);

    std::map<NodeId, std::size_t> m_offsets;
    std::map<int, std::size_t> m_numbers, m_dates;
    std::map<std::pair<int, std::vector<std::string>>, std::size_t> m_texts;
    std::size_t m_size;
};

/// Appends the line that fills the bytes called `array` with the codes of features.
void writeCodes(CWriter &to, const CInterface &interface, const FixedPointPlan &plan,
                CFixedCells &cells, const std::vector<CodedFeature> &features,
                const std::string &array);
/// The same of the pixels at `field`; `codes` of their numbers.
void writePixelCodes(CWriter &to, const Pixels &op, const StepFunction &codes,
                     const std::string &field, const std::string &array);

} // namespace leptune
