// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/sum_kernel.h"

#include <cmath>
#include <utility>

namespace leptune {

namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Matern-5/2 with signal variance 1 from squared scaled distances.
template <typename Array>
auto matern(const Array &squares)
{
    const auto s = (5.0 * squares).sqrt().eval();
    return ((1.0 + s + s.square() / 3.0) * (-s).exp()).eval();
}

/// -2 times its derivative by the squared distance.
template <typename Array>
auto maternSlope(const Array &squares)
{
    const auto s = (5.0 * squares).sqrt().eval();
    return ((5.0 / 3.0) * (1.0 + s) * (-s).exp()).eval();
}

} // namespace

SumKernel::SumKernel(std::vector<TermKind> terms, std::vector<KernelPart> parts)
    : m_terms(std::move(terms)), m_parts(std::move(parts))
{
    // A family of which little is known is taken to vary as much as the well-known ones.
    Index gated = -1;
    for (const KernelPart &part : m_parts) {
        m_lengths += static_cast<Index>(part.terms.size());
        if (part.gate < 0 || gated < 0)
            m_signalOf.push_back(m_signals++);
        else
            m_signalOf.push_back(gated);
        if (part.gate >= 0)
            gated = m_signalOf.back();
    }
}

std::vector<Index> SumKernel::rowsOf(const KernelPart &part, const MatrixXd &points) const
{
    std::vector<Index> rows;
    for (Index i = 0; i < points.rows(); ++i)
        if (takesPart(part, part.gate < 0 ? 0.0 : points(i, part.gate)))
            rows.push_back(i);
    return rows;
}

void SumKernel::setPoints(const MatrixXd &points)
{
    m_rows.clear();
    m_differences.clear();
    for (const KernelPart &part : m_parts) {
        const std::vector<Index> rows = rowsOf(part, points);
        const auto n = static_cast<Index>(rows.size());
        MatrixXd differences(n * (n - 1) / 2, static_cast<Index>(part.terms.size()));
        for (Index k = 0; k < differences.cols(); ++k) {
            const Index term = part.terms[static_cast<std::size_t>(k)];
            const ArrayXd column = points(rows, term).array();
            for (Index b = 0, at = 0; b < n; at += n - 1 - b, ++b) {
                auto below = differences.col(k).segment(at, n - 1 - b).array();
                if (m_terms[static_cast<std::size_t>(term)] == TermKind::Numeric)
                    below = (column.tail(n - 1 - b) - column[b]).square();
                else
                    below = (column.tail(n - 1 - b) != column[b]).cast<double>();
            }
        }
        m_rows.push_back(rows);
        m_differences.push_back(std::move(differences));
    }
}

void SumKernel::addCovariance(const KernelParameters &parameters, MatrixXd &covariance,
                              Pairs &pairs) const
{
    pairs.roots.resize(m_parts.size());
    pairs.decays.resize(m_parts.size());
    pairs.values.resize(m_parts.size());
    Index first = 0;
    for (std::size_t p = 0; p < m_parts.size(); ++p) {
        const MatrixXd &differences = m_differences[p];
        const double signal = std::exp(parameters.signals[m_signalOf[p]]);
        const VectorXd scales =
            (-2.0 * parameters.lengths.segment(first, differences.cols()).array()).exp();
        first += differences.cols();
        ArrayXd &roots = pairs.roots[p];
        roots = (5.0 * (differences * scales).array()).sqrt();
        pairs.decays[p] = signal * (-roots).exp();
        pairs.values[p] = (1.0 + roots + roots.square() / 3.0) * pairs.decays[p];
        const std::vector<Index> &rows = m_rows[p];
        const double *value = pairs.values[p].data();
        for (std::size_t b = 0; b < rows.size(); ++b) {
            double *column = covariance.col(rows[b]).data();
            column[rows[b]] += signal;
            for (std::size_t a = b + 1; a < rows.size(); ++a)
                column[rows[a]] += *value++;
        }
    }
}

KernelParameters SumKernel::gradient(const KernelParameters &parameters, const Pairs &pairs,
                                     const MatrixXd &influence) const
{
    KernelParameters result{VectorXd(m_lengths), VectorXd::Zero(m_signals)};
    Index first = 0;
    for (std::size_t p = 0; p < m_parts.size(); ++p) {
        const std::vector<Index> &rows = m_rows[p];
        const MatrixXd &differences = m_differences[p];
        ArrayXd gathered(differences.rows());
        double *value = gathered.data();
        double trace = 0.0;
        for (std::size_t b = 0; b < rows.size(); ++b) {
            const double *column = influence.col(rows[b]).data();
            trace += column[rows[b]];
            for (std::size_t a = b + 1; a < rows.size(); ++a)
                *value++ = column[rows[a]];
        }
        const Index terms = differences.cols();
        const ArrayXd slopes = (5.0 / 3.0) * (1.0 + pairs.roots[p]) * pairs.decays[p] * gathered;
        const VectorXd scales = (-2.0 * parameters.lengths.segment(first, terms).array()).exp();
        result.lengths.segment(first, terms) =
            -(differences.transpose() * slopes.matrix()).cwiseProduct(scales);
        result.signals[m_signalOf[p]] -= 0.5 * trace * std::exp(parameters.signals[m_signalOf[p]]) +
                                         (gathered * pairs.values[p]).sum();
        first += terms;
    }
    return result;
}

MatrixXd SumKernel::pointGradient(const KernelParameters &parameters, const Pairs &pairs,
                                  const MatrixXd &influence, const MatrixXd &points) const
{
    MatrixXd result = MatrixXd::Zero(points.rows(), points.cols());
    Index first = 0;
    for (std::size_t p = 0; p < m_parts.size(); ++p) {
        const std::vector<Index> &rows = m_rows[p];
        const auto n = static_cast<Index>(rows.size());
        MatrixXd pull = MatrixXd::Zero(n, n); // influence times the kernel's slope, symmetric
        for (Index b = 0, at = 0; b < n; ++b)
            for (Index a = b + 1; a < n; ++a, ++at)
                pull(a, b) = pull(b, a) = influence(rows[static_cast<std::size_t>(a)],
                                                    rows[static_cast<std::size_t>(b)]) *
                                          (5.0 / 3.0) * (1.0 + pairs.roots[p][at]) *
                                          pairs.decays[p][at];
        const VectorXd sums = pull.rowwise().sum();
        for (const Index term : m_parts[p].terms) {
            const double scale = std::exp(-2.0 * parameters.lengths[first++]);
            if (m_terms[static_cast<std::size_t>(term)] != TermKind::Numeric)
                continue;
            const VectorXd column = points(rows, term);
            result(rows, term) += scale * (sums.cwiseProduct(column) - pull * column);
        }
    }
    return result;
}

MatrixXd SumKernel::cross(const KernelParameters &parameters, const MatrixXd &points,
                          const MatrixXd &others) const
{
    MatrixXd result = MatrixXd::Zero(points.rows(), others.rows());
    Index first = 0;
    for (std::size_t p = 0; p < m_parts.size(); ++p) {
        const KernelPart &part = m_parts[p];
        const std::vector<Index> rows = rowsOf(part, points);
        const std::vector<Index> columns = rowsOf(part, others);
        ArrayXXd squares =
            ArrayXXd::Zero(static_cast<Index>(rows.size()), static_cast<Index>(columns.size()));
        for (const Index term : part.terms) {
            const double scale = std::exp(-2.0 * parameters.lengths[first++]);
            const ArrayXd column = points(rows, term).array();
            for (Index i = 0; i < squares.cols(); ++i) {
                const double here = others(columns[static_cast<std::size_t>(i)], term);
                if (m_terms[static_cast<std::size_t>(term)] == TermKind::Numeric)
                    squares.col(i) += scale * (column - here).square();
                else
                    squares.col(i) += scale * (column != here).cast<double>();
            }
        }
        const double signal = std::exp(parameters.signals[m_signalOf[p]]);
        if (part.gate < 0)
            result.array() += signal * matern(squares);
        else
            result(rows, columns).array() += signal * matern(squares);
    }
    return result;
}

VectorXd SumKernel::crossGradient(const KernelParameters &parameters, const MatrixXd &points,
                                  const VectorXd &point, MatrixXd &slopes) const
{
    VectorXd result = VectorXd::Zero(points.rows());
    slopes.setZero(points.rows(), points.cols());
    Index first = 0;
    for (std::size_t p = 0; p < m_parts.size(); ++p) {
        const KernelPart &part = m_parts[p];
        const auto terms = static_cast<Index>(part.terms.size());
        const Index start = std::exchange(first, first + terms);
        if (!takesPart(part, part.gate < 0 ? 0.0 : point[part.gate]))
            continue;
        const std::vector<Index> rows = rowsOf(part, points);
        ArrayXd squares = ArrayXd::Zero(static_cast<Index>(rows.size()));
        MatrixXd offsets = MatrixXd::Zero(squares.size(), terms); // scaled by 1 / length^2
        for (Index k = 0; k < terms; ++k) {
            const Index term = part.terms[static_cast<std::size_t>(k)];
            const double scale = std::exp(-2.0 * parameters.lengths[start + k]);
            const ArrayXd column = points(rows, term).array();
            if (m_terms[static_cast<std::size_t>(term)] == TermKind::Numeric) {
                offsets.col(k) = scale * (column - point[term]);
                squares += offsets.col(k).array() * (column - point[term]);
            } else {
                squares += scale * (column != point[term]).cast<double>();
            }
        }
        const double signal = std::exp(parameters.signals[m_signalOf[p]]);
        result(rows).array() += signal * matern(squares);
        const ArrayXd factors = signal * maternSlope(squares);
        for (Index k = 0; k < terms; ++k)
            slopes(rows, part.terms[static_cast<std::size_t>(k)]).array() +=
                factors * offsets.col(k).array();
    }
    return result;
}

double SumKernel::variance(const KernelParameters &parameters, const VectorXd &point) const
{
    double sum = 0.0;
    for (std::size_t p = 0; p < m_parts.size(); ++p)
        if (takesPart(m_parts[p], m_parts[p].gate < 0 ? 0.0 : point[m_parts[p].gate]))
            sum += std::exp(parameters.signals[m_signalOf[p]]);
    return sum;
}

} // namespace leptune
