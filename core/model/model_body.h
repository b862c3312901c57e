// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/interpreter.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace leptune {

/// Throws Error(BadFormat), which names the Model, where it does not hold.
void requireOfModel(bool holds, const std::string &model, const std::string &detail);

/// The graph of a Model, packed and ready to run. Const and safe to use from several threads.
class ModelBody {
public:
    /// Packs the graph. Throws Error(BadFormat) where it does not answer the schema's task.
    ModelBody(const std::string &model, const Schema &schema, Graph graph);
    /// Leaves it packed until interpreter() is called; `subject` is the file to name in errors.
    ModelBody(std::vector<std::uint8_t> packed, std::string subject);

    const std::vector<std::uint8_t> &packed() const { return m_packed; }
    /// Unpacks in the first call, which throws Error(BadFormat) where that fails, and so do the
    /// next ones. `schema`: the Model's own.
    const Interpreter &interpreter(const Schema &schema) const;

private:
    std::string m_subject;
    mutable std::once_flag m_unpacked;
    mutable std::optional<Interpreter> m_interpreter;
    std::vector<std::uint8_t> m_packed;
};

/// Nodes and output, without header; see pack().
std::vector<std::uint8_t> packGraph(const Graph &graph);
Graph unpackGraph(std::span<const std::uint8_t> bytes, const std::string &subject);

} // namespace leptune
