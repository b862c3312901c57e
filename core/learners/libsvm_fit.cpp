// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/kernel_machine.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/data/split.h"
#include "core/learners/sigmoid_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <libsvm/svm.h>
#include <memory>
#include <mutex>
#include <numeric>

namespace leptune {

namespace {

constexpr std::size_t kInnerFolds = 3;

using Positions = std::vector<std::size_t>;

/// Some rows in LIBSVM's sparse form; a model points into it, so it outlives the model.
class SparseRows {
public:
    SparseRows(const KernelProblem &problem, const Positions &rows)
    {
        const std::size_t columns = problem.features.columns;
        m_nodes.reserve(rows.size() * (columns + 1));
        std::vector<std::size_t> starts;
        for (const std::size_t row : rows) {
            starts.push_back(m_nodes.size());
            const auto cells = problem.features.row(row);
            for (std::size_t c = 0; c < columns; ++c)
                if (cells[c] != 0.0F)
                    m_nodes.push_back({static_cast<int>(c) + 1, cells[c]});
            m_nodes.push_back({-1, 0.0});
            m_labels.push_back(problem.labels[row]);
        }
        for (const std::size_t start : starts)
            m_rows.push_back(m_nodes.data() + start);
    }
    svm_problem problem()
    {
        return {static_cast<int>(m_rows.size()), m_labels.data(), m_rows.data()};
    }

private:
    std::vector<svm_node> m_nodes;
    std::vector<svm_node *> m_rows;
    std::vector<double> m_labels;
};

struct FreeModel {
    void operator()(svm_model *model) const { svm_free_and_destroy_model(&model); }
};

/// sum_i coefficients[i] K(x, supports[i]) + bias; positive speaks for class 1.
struct Machine {
    Rows rows; ///< of the supports
    FloatMatrix supports;
    Eigen::VectorXd coefficients;
    double bias = 0.0;
};

svm_parameter parametersOf(const KernelProblem &problem)
{
    svm_parameter parameters{};
    parameters.svm_type = problem.task == TaskKind::Regression ? EPSILON_SVR : C_SVC;
    parameters.kernel_type = RBF;
    parameters.gamma = problem.gamma;
    parameters.C = problem.c;
    parameters.p = problem.epsilon;
    parameters.cache_size = 128.0;
    parameters.eps = 1e-3;
    parameters.shrinking = 1;
    parameters.probability = 0; // its own calibration draws from the process-wide rand()
    return parameters;
}

Machine trainMachine(const KernelProblem &problem, const Positions &rows)
{
    static std::once_flag silenced;
    std::call_once(silenced, [] { svm_set_print_string_function([](const char *) {}); });
    SparseRows sparse(problem, rows);
    const svm_problem input = sparse.problem();
    const svm_parameter parameters = parametersOf(problem);
    if (const char *reason = svm_check_parameter(&input, &parameters))
        throw Error(ErrorCode::BadInput, "svm",
                    std::string("LIBSVM refuses the settings: ") + reason);
    const std::unique_ptr<svm_model, FreeModel> model(svm_train(&input, &parameters));
    Machine machine;
    // Decision values speak for the label that LIBSVM met first.
    const bool flipped = problem.task != TaskKind::Regression && model->label[0] == 0;
    const double sign = flipped ? -1.0 : 1.0;
    machine.coefficients.resize(model->l);
    for (int i = 0; i < model->l; ++i) {
        machine.rows.push_back(
            static_cast<std::uint32_t>(rows[static_cast<std::size_t>(model->sv_indices[i] - 1)]));
        machine.coefficients[i] = sign * model->sv_coef[0][i];
    }
    machine.supports = gatherRows(problem.features, machine.rows);
    machine.bias = -sign * model->rho[0];
    return machine;
}

/// Fold of every row; classes are dealt out evenly.
std::vector<std::size_t> stratifiedFolds(const KernelProblem &problem)
{
    std::vector<std::size_t> order(problem.labels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    RandomStream(problem.seed, 0, 0x504c).shuffle(std::span(order));
    std::vector<std::size_t> folds(order.size());
    std::array<std::size_t, 2> dealt{};
    for (const std::size_t row : order)
        folds[row] = dealt[problem.labels[row] > 0.5F ? 1 : 0]++ % kInnerFolds;
    return folds;
}

bool hasBothClasses(const KernelProblem &problem, const Positions &rows)
{
    const auto isOne = [&](std::size_t row) { return problem.labels[row] > 0.5F; };
    return std::ranges::any_of(rows, isOne) && !std::ranges::all_of(rows, isOne);
}

void decideRows(const KernelProblem &problem, const Machine &machine, const Positions &rows,
                std::vector<double> &decisions)
{
    Rows indices(rows.begin(), rows.end());
    const FloatMatrix some = gatherRows(problem.features, indices);
    const Eigen::VectorXd values =
        radialKernel(some, 0, some.rows, machine.supports, problem.gamma).cast<double>() *
        machine.coefficients;
    for (std::size_t i = 0; i < rows.size(); ++i)
        decisions[rows[i]] = values[static_cast<Eigen::Index>(i)] + machine.bias;
}

/// Decision values of machines that did not see the row; false where ended on the way.
bool decideOutOfFold(const KernelProblem &problem, std::vector<double> &decisions)
{
    const std::vector<std::size_t> folds = stratifiedFolds(problem);
    decisions.assign(folds.size(), 0.0);
    for (std::size_t fold = 0; fold < kInnerFolds; ++fold) {
        if (problem.shouldEnd && problem.shouldEnd())
            return false;
        Positions inside, outside;
        for (std::size_t row = 0; row < folds.size(); ++row)
            (folds[row] == fold ? outside : inside).push_back(row);
        if (hasBothClasses(problem, inside))
            decideRows(problem, trainMachine(problem, inside), outside, decisions);
    }
    return true;
}

KernelFit asFit(const KernelProblem &problem, Machine machine, const Sigmoid &sigmoid)
{
    KernelSum sum;
    sum.inputs = static_cast<int>(problem.features.columns);
    sum.gamma = static_cast<float>(problem.gamma);
    for (const double coefficient : machine.coefficients)
        sum.coefficients.push_back(static_cast<float>(sigmoid.slope * coefficient));
    sum.bias = {static_cast<float>(sigmoid.slope * machine.bias + sigmoid.intercept)};
    return {std::move(sum), std::move(machine.rows), false};
}

} // namespace

double libsvmSeconds(std::size_t rows, std::size_t features, double c)
{
    // Measured on noisy classes (3,200 rows of 30 features at C = 3: 0.6 s); a high C takes more
    // steps.
    const auto n = static_cast<double>(rows);
    const double steps = std::clamp(std::sqrt(c), 1.0, 30.0);
    return 8e-10 * n * n * (static_cast<double>(features) + 8.0) * steps + 1e-7 * n;
}

std::optional<KernelFit> fitLibsvm(const KernelProblem &problem)
{
    if (problem.shouldEnd && problem.shouldEnd())
        return std::nullopt;
    Positions all(problem.features.rows);
    std::iota(all.begin(), all.end(), std::size_t{0});
    if (problem.task == TaskKind::Regression) {
        Machine machine = trainMachine(problem, all);
        if (machine.supports.rows == 0)
            return std::nullopt; // the whole target lies within the free tube
        return asFit(problem, std::move(machine), {});
    }
    std::vector<double> decisions;
    if (!hasBothClasses(problem, all) || !decideOutOfFold(problem, decisions))
        return std::nullopt;
    const Sigmoid sigmoid = fitSigmoid(decisions, problem.labels);
    if (problem.shouldEnd && problem.shouldEnd())
        return std::nullopt;
    return asFit(problem, trainMachine(problem, all), sigmoid);
}

} // namespace leptune
