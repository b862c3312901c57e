// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/decision.h"
#include "core/model/graph.h"
#include "core/model/interpreter.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace leptune {

/// Answers for N rows. Classification: `probabilities` [N, classes] and `labels` (class indices by the
/// Model's decision). Regression: `numbers` [N].
struct Prediction {
    FloatMatrix probabilities;
    std::vector<int> labels;
    std::vector<float> numbers;

    /// [N, classes] probabilities or [N, 1] numbers, the form that metrics take.
    FloatMatrix outputs() &&;
};

class ModelBody;

/// A named, complete predictor from raw columns: schema, graph (preprocessing, calibration inside),
/// decision, provenance. Immutable and safe to use from several threads.
class Model {
public:
    /// Computes the packed size; `threshold` is the least probability of the positive class to answer it
    /// (binary only, 0.5 otherwise). `provenance`: free facts (family, metric, date, rows) in file order,
    /// and weights of classes (class_weights.h), which decide labels.
    Model(std::string name, Schema schema, Graph graph, float threshold = 0.5F,
          std::map<std::string, std::string> provenance = {});

    /// From what unpack() read: the graph is unpacked when it is needed first.
    Model(std::string name, Schema schema, std::shared_ptr<const ModelBody> body, float threshold,
          std::map<std::string, std::string> provenance);

    const std::string &name() const { return m_name; }
    const Schema &schema() const { return m_schema; }
    /// Throws Error(BadFormat) where a graph that was left packed turns out to be damaged; so does
    /// predict().
    const Graph &graph() const;
    float threshold() const { return m_decision.threshold; }
    /// How its labels are decided.
    const Decision &decision() const { return m_decision; }
    const std::map<std::string, std::string> &provenance() const { return m_provenance; }
    std::shared_ptr<const Model> renamed(const std::string &name) const;

    /// Throws Error(BadColumn) where the table can't be mapped (see bindTable).
    Prediction predict(const Table &table, int threads = 1) const;
    Prediction predict(const RawBatch &batch, int threads = 1) const;

    /// Length of pack() in bytes.
    std::uint64_t sizeBytes() const { return m_sizeBytes; }

    const ModelBody &body() const { return *m_body; }

private:
    std::string m_name;
    Schema m_schema;
    std::shared_ptr<const ModelBody> m_body; ///< copies share it
    std::map<std::string, std::string> m_provenance;
    Decision m_decision;
    std::uint64_t m_sizeBytes = 0;
};

/// The native file: magic "LEPTMDL\n", format version, CRC, then schema and graph in little-endian.
std::vector<std::uint8_t> pack(const Model &model);
/// Throws Error(BadFormat | NewerFormat); every count is bounded by the bytes that are there.
std::shared_ptr<const Model> unpack(std::span<const std::uint8_t> bytes, const std::string &subject);
/// The same, but for the graph, which stays packed until it is needed: for files that hold many.
std::shared_ptr<const Model> unpackLazily(std::span<const std::uint8_t> bytes,
                                          const std::string &subject);

/// Median microseconds of one-row predictions over the rows of `batch` (up to 200 rows, within
/// `maxSeconds`), cells already read.
double measureLatencyMicroseconds(const Model &model, const RawBatch &batch, double maxSeconds = 0.05);

} // namespace leptune
