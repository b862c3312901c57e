// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"
#include "core/model/graph.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

/// XGBoost's C API (xgboost.readthedocs.io, "C API") behind owning types. A failure throws
/// Error(Internal), exhausted memory Error(OutOfMemory). One booster belongs to one thread.
namespace leptune {

/// Rows that XGBoost has copied. `margins` are where boosting starts: rows × groups raw scores.
class XgbMatrix {
public:
    XgbMatrix(const FloatMatrix &features, std::span<const float> labels,
              std::span<const float> weights, std::span<const float> margins);
    ~XgbMatrix();
    XgbMatrix(const XgbMatrix &) = delete;
    XgbMatrix &operator=(const XgbMatrix &) = delete;
    void *handle() const { return m_handle; }

private:
    void *m_handle = nullptr;
};

class XgbBooster {
public:
    /// The matrices get prediction caches: pass every one that is trained on or evaluated. Goes on
    /// from `model`, where it is one that was saved.
    XgbBooster(const std::vector<const XgbMatrix *> &matrices,
               const std::map<std::string, std::string> &parameters,
               std::span<const std::uint8_t> model = {});
    ~XgbBooster();
    XgbBooster(const XgbBooster &) = delete;
    XgbBooster &operator=(const XgbBooster &) = delete;

    void boost(int round, const XgbMatrix &train);
    /// The evaluation metric on each matrix.
    std::vector<double> evaluate(int round, const std::vector<const XgbMatrix *> &matrices);
    /// XGBoost's own answer from the first `rounds` rounds: margins, or transformed to
    /// probabilities.
    std::vector<float> predict(const XgbMatrix &matrix, int rounds, bool margins);
    /// The model in XGBoost's universal binary JSON.
    std::vector<std::uint8_t> save();

private:
    void *m_handle = nullptr;
};

} // namespace leptune
