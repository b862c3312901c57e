// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/kernel_machine.h"

#include "core/base/random.h"
#include "core/learners/linear_solver.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <numeric>

namespace leptune {

namespace {

using FloatRows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Added to the landmarks' kernel: keeps coefficients small enough for float32 sums.
constexpr double kJitter = 1e-3;
constexpr std::size_t kBlockRows = 1024;

Eigen::Map<const FloatRows> mapRows(const FloatMatrix &matrix, std::size_t begin, std::size_t count)
{
    return {matrix.values.data() + begin * matrix.columns, static_cast<Eigen::Index>(count),
            static_cast<Eigen::Index>(matrix.columns)};
}

Rows chooseLandmarks(const KernelProblem &problem)
{
    const auto rows = static_cast<std::uint32_t>(problem.features.rows);
    const auto count = static_cast<std::uint32_t>(std::min<std::size_t>(problem.landmarks, rows));
    return RandomStream(problem.seed, 0, 0x4e79).sample(rows, count);
}

/// Features whose products approximate the kernel: K(x, landmarks) L^-T with K(landmarks) = L L^T.
class Mapping {
public:
    explicit Mapping(const KernelProblem &problem)
        : m_gamma(problem.gamma),
          m_rows(chooseLandmarks(problem)),
          m_landmarks(gatherRows(problem.features, m_rows))
    {
        Eigen::MatrixXd kernel =
            radialKernel(m_landmarks, 0, m_landmarks.rows, m_landmarks, m_gamma).cast<double>();
        kernel.diagonal().array() += kJitter;
        const Eigen::MatrixXd factor = kernel.llt().matrixL();
        m_transform = factor.transpose().triangularView<Eigen::Upper>().solve(
            Eigen::MatrixXd::Identity(factor.rows(), factor.cols()));
    }

    /// False where it was ended on the way.
    bool apply(const KernelProblem &problem, FloatMatrix &out) const
    {
        const Eigen::MatrixXf transform = m_transform.cast<float>();
        out = FloatMatrix(problem.features.rows, m_landmarks.rows);
        for (std::size_t begin = 0; begin < out.rows; begin += kBlockRows) {
            if (problem.shouldEnd && problem.shouldEnd())
                return false;
            const std::size_t count = std::min(kBlockRows, out.rows - begin);
            Eigen::Map<FloatRows>(out.values.data() + begin * out.columns,
                                  static_cast<Eigen::Index>(count),
                                  static_cast<Eigen::Index>(out.columns)) =
                radialKernel(problem.features, begin, count, m_landmarks, m_gamma) * transform;
        }
        return true;
    }

    KernelFit fit(const LinearSolution &solution) const
    {
        const Eigen::MatrixXd coefficients = m_transform * solution.weights;
        KernelSum sum;
        sum.inputs = static_cast<int>(m_landmarks.columns);
        sum.outputs = static_cast<int>(coefficients.cols());
        sum.gamma = static_cast<float>(m_gamma);
        for (Eigen::Index row = 0; row < coefficients.rows(); ++row)
            for (Eigen::Index c = 0; c < coefficients.cols(); ++c)
                sum.coefficients.push_back(static_cast<float>(coefficients(row, c)));
        for (const double value : solution.intercept)
            sum.bias.push_back(static_cast<float>(value));
        return {std::move(sum), m_rows, solution.ended};
    }

private:
    double m_gamma;
    Rows m_rows;
    FloatMatrix m_landmarks;
    Eigen::MatrixXd m_transform;
};

} // namespace

Eigen::MatrixXf radialKernel(const FloatMatrix &rows, std::size_t begin, std::size_t count,
                             const FloatMatrix &supports, double gamma)
{
    const auto x = mapRows(rows, begin, count);
    const auto s = mapRows(supports, 0, supports.rows);
    const Eigen::VectorXf xNorms = x.rowwise().squaredNorm();
    const Eigen::RowVectorXf sNorms = s.rowwise().squaredNorm().transpose();
    Eigen::MatrixXf squared = -2.0F * (x * s.transpose());
    squared.colwise() += xNorms;
    squared.rowwise() += sNorms;
    return (-static_cast<float>(gamma) * squared.array().max(0.0F)).exp();
}

std::optional<KernelFit> fitNystroem(const KernelProblem &problem)
{
    const Mapping mapping(problem);
    FloatMatrix features;
    if (!mapping.apply(problem, features))
        return std::nullopt;
    LinearProblem linear{features, problem.labels, problem.weights, problem.task, problem.classes};
    linear.c = problem.c;
    linear.shouldEnd = problem.shouldEnd;
    const LinearSolution solution = solveLinear(linear);
    if (!solution.usable)
        return std::nullopt;
    return mapping.fit(solution);
}

} // namespace leptune
