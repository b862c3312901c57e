// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <vector>

namespace leptune {

/// Where each node's numbers of one row stand in the arena of a C file. Places are used again as
/// soon as nobody reads them any more, and what only a Concat reads is written into its place at
/// once.
class CBuffers {
public:
    explicit CBuffers(const Graph &graph);

    /// Not of raw columns, which have no place.
    std::size_t offset(NodeId node) const
    {
        return m_places[static_cast<std::size_t>(node)].offset;
    }
    /// Whether an input of a Concat stands in its place already.
    bool isInPlace(NodeId concat, NodeId input) const
    {
        return m_places[static_cast<std::size_t>(concat)].root ==
               m_places[static_cast<std::size_t>(input)].root;
    }
    /// Floats of the arena.
    std::size_t size() const { return m_size; }

private:
    /// A stretch of the arena with the nodes that stand in it.
    struct Stretch {
        std::size_t first = 0; ///< node
        std::size_t last = 0;  ///< that reads
        std::size_t width = 0;
        std::size_t offset = 0;
    };
    struct Place {
        std::size_t root = 0;   ///< node that the stretch is of
        std::size_t within = 0; ///< its place there
        std::size_t offset = 0;
    };
    void joinConcats(const Graph &graph);
    void place(const Graph &graph);

    std::vector<Place> m_places;
    std::size_t m_size = 0;
};

} // namespace leptune
