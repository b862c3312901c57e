// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/data/read_table.h"
#include "core/model/model.h"
#include "core/search/configuration.h"
#include "core/tuning/study_record.h"

#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>

/// The short public interface: load, tune, create, train, evaluate, search.
namespace leptune {

/// Features and target of a labelled file.
struct LabelledData {
    Table X;
    Column y;
};

/// Reads a table; the target is the column `target`, or "label", "class", "target" or the last
/// column where it is empty. Throws Error.
LabelledData loadData(const std::string &path, const std::string &target = {});

/// Reads the file and tunes for as long as the options say, as the window and `leptune-cli tune` do
/// (what is recommended keeps to the limits; nothing is compressed to them). Throws Error.
StudyRecord tune(const std::string &path, TuneOptions options, ReadOptions reading = {},
                 const std::stop_token &stop = {});

using Parameters = std::map<std::string, ParameterValue>;
using Scores = std::map<std::string, double>;

/// One model of a named kind ("nn", "svm", "forest", "boosting", "linear", "knn").
class AutoModel {
public:
    /// Parameters that are not given are the kind's usual ones for the data that it is trained on.
    /// Throws Error(BadOption) for an unknown kind or parameter.
    static AutoModel create(const std::string &kind, const Parameters &parameters = {});

    /// Learns on a worker thread count of one; a tenth of the rows serves early stopping.
    void train(const Table &X, const Column &y, std::uint64_t seed = 0);
    /// All metrics that fit the task, by name: evaluate(...)["accuracy"].
    Scores evaluate(const Table &X, const Column &y) const;
    Prediction predict(const Table &X) const;
    const Model &model() const;

private:
    std::string m_kind;
    Configuration m_parameters;
    std::shared_ptr<const Model> m_model;
};

/// Bayesian optimisation of one kind of model by cross-validation.
class BayesianOptimizer {
public:
    explicit BayesianOptimizer(std::uint64_t seed = 0) : m_seed(seed) {}
    /// Runs `trials` trials; the best model found stays in bestModel(). Within `seconds` (0 =
    /// whatever it takes, and the same result every time), each fit with its share of what is left,
    /// or until `stop` is requested, it ends with fewer and the best so far. Throws Error where no
    /// model was found.
    BayesianOptimizer &search(const Table &X, const Column &y, const std::string &kind, int trials,
                              double seconds = 0.0, std::stop_token stop = {});
    Parameters bestParameters() const;
    double bestScore() const; ///< cross-validated, in the default metric's own sign
    std::shared_ptr<const Model> bestModel() const;

private:
    std::uint64_t m_seed;
    Parameters m_best;
    double m_score = 0.0;
    std::shared_ptr<const Model> m_model;
};

} // namespace leptune
