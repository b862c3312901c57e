// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/xgboost_handle.h"

#include "core/base/error.h"
#include "core/base/number_text.h"

#include <limits>
#include <xgboost/c_api.h>

namespace leptune {

namespace {

void check(int status)
{
    if (status == 0)
        return;
    const std::string full = XGBGetLastError();
    if (full.find("bad_alloc") != std::string::npos)
        throw Error(ErrorCode::OutOfMemory, "boosting",
                    "XGBoost ran out of memory; use fewer rows or columns, or fewer threads");
    // What follows the first line is a stack trace.
    throw Error(ErrorCode::Internal, "boosting",
                "XGBoost failed: " + full.substr(0, full.find('\n')));
}

void setInfo(void *handle, const char *field, std::span<const float> values)
{
    if (!values.empty())
        check(XGDMatrixSetFloatInfo(handle, field, values.data(), values.size()));
}

std::vector<void *> handlesOf(const std::vector<const XgbMatrix *> &matrices)
{
    std::vector<void *> handles;
    for (const XgbMatrix *matrix : matrices)
        handles.push_back(matrix->handle());
    return handles;
}

} // namespace

XgbMatrix::XgbMatrix(const FloatMatrix &features, std::span<const float> labels,
                     std::span<const float> weights, std::span<const float> margins)
{
    check(XGBSetGlobalConfig(R"({"verbosity": 0})")); // holds for the calling thread
    check(XGDMatrixCreateFromMat(features.values.data(), features.rows, features.columns,
                                 std::numeric_limits<float>::quiet_NaN(), &m_handle));
    try {
        setInfo(m_handle, "label", labels);
        setInfo(m_handle, "weight", weights);
        setInfo(m_handle, "base_margin", margins);
    } catch (...) {
        XGDMatrixFree(m_handle);
        throw;
    }
}

XgbMatrix::~XgbMatrix()
{
    XGDMatrixFree(m_handle);
}

XgbBooster::XgbBooster(const std::vector<const XgbMatrix *> &matrices,
                       const std::map<std::string, std::string> &parameters,
                       std::span<const std::uint8_t> model)
{
    const std::vector<void *> handles = handlesOf(matrices);
    check(XGBoosterCreate(handles.data(), handles.size(), &m_handle));
    try {
        if (!model.empty())
            check(XGBoosterLoadModelFromBuffer(m_handle, model.data(), model.size()));
        for (const auto &[name, value] : parameters)
            check(XGBoosterSetParam(m_handle, name.c_str(), value.c_str()));
    } catch (...) {
        XGBoosterFree(m_handle);
        throw;
    }
}

XgbBooster::~XgbBooster()
{
    XGBoosterFree(m_handle);
}

void XgbBooster::boost(int round, const XgbMatrix &train)
{
    check(XGBoosterUpdateOneIter(m_handle, round, train.handle()));
}

std::vector<double> XgbBooster::evaluate(int round, const std::vector<const XgbMatrix *> &matrices)
{
    std::vector<void *> handles = handlesOf(matrices);
    std::vector<const char *> names(handles.size(), "part");
    const char *line = nullptr;
    check(
        XGBoosterEvalOneIter(m_handle, round, handles.data(), names.data(), handles.size(), &line));
    // "[3]\tpart-logloss:0.25\tpart-logloss:0.5"
    std::vector<double> values;
    const std::string_view text = line;
    for (std::size_t at = text.find(':'); at != std::string_view::npos;
         at = text.find(':', at + 1)) {
        const std::size_t end = text.find('\t', at);
        values.push_back(parseNumber(text.substr(at + 1, end - at - 1))
                             .value_or(std::numeric_limits<double>::quiet_NaN()));
    }
    if (values.size() != matrices.size())
        throw Error(ErrorCode::Internal, "boosting",
                    "XGBoost answered an evaluation with \"" + std::string(text) + "\"");
    return values;
}

std::vector<float> XgbBooster::predict(const XgbMatrix &matrix, int rounds, bool margins)
{
    const std::string config = std::string(R"({"type": )") + (margins ? "1" : "0") +
                               R"(, "training": false, "iteration_begin": 0, "iteration_end": )" +
                               std::to_string(rounds) + R"(, "strict_shape": false})";
    const bst_ulong *shape = nullptr;
    bst_ulong dimensions = 0;
    const float *values = nullptr;
    check(XGBoosterPredictFromDMatrix(m_handle, matrix.handle(), config.c_str(), &shape,
                                      &dimensions, &values));
    std::size_t count = 1;
    for (bst_ulong i = 0; i < dimensions; ++i)
        count *= shape[i];
    return {values, values + count};
}

std::vector<std::uint8_t> XgbBooster::save()
{
    bst_ulong length = 0;
    const char *bytes = nullptr;
    check(XGBoosterSaveModelToBuffer(m_handle, R"({"format": "ubj"})", &length, &bytes));
    const auto *first = reinterpret_cast<const std::uint8_t *>(bytes);
    return {first, first + length};
}

} // namespace leptune
