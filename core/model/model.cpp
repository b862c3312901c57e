// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model.h"

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/model/class_weights.h"
#include "core/model/model_body.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace leptune {
namespace {

void checkSchema(const std::string &name, const Schema &schema)
{
    std::set<std::string> names;
    for (const RawColumn &column : schema.columns)
        requireOfModel(names.insert(column.name).second, name,
                       "two columns are called \"" + column.name + "\"");
    const auto classes = static_cast<int>(schema.classes.size());
    if (schema.task == TaskKind::Regression)
        requireOfModel(classes == 0, name, "a regression has classes");
    else
        requireOfModel(classes > 0 && schema.positive < classes, name,
                       "its classes are not complete");
    if (schema.task == TaskKind::Binary)
        requireOfModel(classes == 2 && schema.positive >= 0, name,
                       "a binary task needs two classes");
}

Decision decisionOf(const std::string &name, const Schema &schema, float threshold,
                    const std::map<std::string, std::string> &provenance)
{
    requireOfModel(std::isfinite(threshold), name, "its threshold is not a number");
    Decision decision(threshold);
    if (schema.task == TaskKind::MultiClass)
        decision.classWeights = classWeights(provenance);
    requireOfModel(!provenance.contains(kClassWeightsFact) || schema.task != TaskKind::MultiClass ||
                       decision.classWeights.size() == schema.classes.size(),
                   name, "the weights of its classes are not complete");
    return decision;
}

} // namespace

Model::Model(std::string name, Schema schema, Graph graph, float threshold,
             std::map<std::string, std::string> provenance)
    : m_name(std::move(name)),
      m_schema(std::move(schema)),
      m_body(std::make_shared<const ModelBody>(m_name, m_schema, std::move(graph))),
      m_provenance(std::move(provenance)),
      m_decision(decisionOf(m_name, m_schema, threshold, m_provenance))
{
    checkSchema(m_name, m_schema);
    const std::vector<bool> used = usedColumns(this->graph(), m_schema.columns.size());
    for (std::size_t i = 0; i < used.size(); ++i)
        m_schema.columns[i].used = used[i];
    m_sizeBytes = pack(*this).size();
}

Model::Model(std::string name, Schema schema, std::shared_ptr<const ModelBody> body,
             float threshold, std::map<std::string, std::string> provenance)
    : m_name(std::move(name)),
      m_schema(std::move(schema)),
      m_body(std::move(body)),
      m_provenance(std::move(provenance)),
      m_decision(decisionOf(m_name, m_schema, threshold, m_provenance))
{
    checkSchema(m_name, m_schema);
    m_sizeBytes = pack(*this).size();
}

const Graph &Model::graph() const
{
    return m_body->interpreter(m_schema).graph();
}

std::shared_ptr<const Model> Model::renamed(const std::string &name) const
{
    auto copy = std::make_shared<Model>(*this);
    copy->m_name = name;
    copy->m_sizeBytes = pack(*copy).size();
    return copy;
}

Prediction Model::predict(const Table &table, int threads) const
{
    return predict(bindTable(m_schema, table), threads);
}

Prediction Model::predict(const RawBatch &batch, int threads) const
{
    Prediction prediction;
    FloatMatrix answers = m_body->interpreter(m_schema).run(batch, threads);
    if (m_schema.task == TaskKind::Regression) {
        prediction.numbers = std::move(answers.values);
        return prediction;
    }
    prediction.labels =
        decide(answers, m_schema.task == TaskKind::Binary ? m_schema.positive : -1, m_decision);
    prediction.probabilities = std::move(answers);
    return prediction;
}

FloatMatrix Prediction::outputs() &&
{
    if (probabilities.columns > 0)
        return std::move(probabilities);
    FloatMatrix matrix(numbers.size(), 1);
    matrix.values = std::move(numbers);
    return matrix;
}

double measureLatencyMicroseconds(const Model &model, const RawBatch &batch, double maxSeconds)
{
    constexpr std::size_t kMostRows = 200;
    if (batch.rows == 0)
        return std::numeric_limits<double>::quiet_NaN();
    constexpr std::size_t kFewestRows = 3; // even where they take longer than that
    model.predict(batch.slice(0, 1));      // the first call prepares and fills the caches
    const Deadline deadline = Deadline::inSeconds(maxSeconds);
    std::vector<double> seconds;
    while (seconds.size() < kFewestRows || (seconds.size() < kMostRows && !deadline.passed())) {
        const RawBatch row = batch.slice(seconds.size() % batch.rows, 1);
        const Stopwatch watch;
        model.predict(row);
        seconds.push_back(watch.seconds());
    }
    const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
    std::ranges::nth_element(seconds, middle);
    return *middle * 1e6;
}

} // namespace leptune
