// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/interpreter.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/model/program.h"

#include <algorithm>

namespace leptune {

Interpreter::Interpreter(std::shared_ptr<const Graph> graph)
    : m_program(std::make_shared<const Program>(std::move(graph)))
{
}

const Graph &Interpreter::graph() const
{
    return m_program->graph();
}

FloatMatrix Interpreter::run(const RawBatch &batch, int threads) const
{
    if (m_program->matrixWidth() >= 0)
        throw Error(ErrorCode::Internal, "graph", "it reads a feature matrix, not raw columns");
    m_program->requireColumns(batch);
    return runBlocks(&batch, nullptr, batch.rows, threads);
}

void Interpreter::requireMatrix(const FloatMatrix &features) const
{
    if (m_program->readsColumns())
        throw Error(ErrorCode::Internal, "graph", "it reads raw columns, not a feature matrix");
    if (m_program->matrixWidth() != static_cast<int>(features.columns))
        throw Error(ErrorCode::Internal, "graph",
                    "it reads " + std::to_string(m_program->matrixWidth()) +
                        " features a row, the matrix has " + std::to_string(features.columns));
}

FloatMatrix Interpreter::run(const FloatMatrix &features, int threads) const
{
    requireMatrix(features);
    return runBlocks(nullptr, &features, features.rows, threads);
}

void Interpreter::watch(const FloatMatrix &features, const Watch &watch,
                        const std::function<bool()> &shouldEnd) const
{
    requireMatrix(features);
    const std::size_t block = std::min(features.rows, m_program->blockRows());
    const auto arena = std::make_unique_for_overwrite<float[]>(m_program->arenaSize(block));
    std::vector<float> out(block * static_cast<std::size_t>(graph().outputWidth()));
    for (std::size_t begin = 0; begin < features.rows && !(begin > 0 && shouldEnd && shouldEnd());
         begin += block)
        m_program->run({nullptr, begin, std::min(block, features.rows - begin)},
                       features.row(begin).data(), {}, arena.get(), out.data(), &watch);
}

FloatMatrix Interpreter::runBlocks(const RawBatch *batch, const FloatMatrix *features,
                                   std::size_t rows, int threads) const
{
    FloatMatrix result(rows, static_cast<std::size_t>(graph().outputWidth()));
    if (rows == 0)
        return result;
    const auto prepared = batch ? m_program->prepare(*batch) : std::vector<std::vector<float>>();
    const std::size_t block = std::min(rows, m_program->blockRows());
    const std::size_t blocks = (rows + block - 1) / block;
    // Several blocks share an arena; more parts than threads even out unequal speeds.
    const std::size_t parts =
        threads <= 1 ? 1 : std::min(blocks, 4 * static_cast<std::size_t>(threads));
    parallelFor(parts, threads, [&](std::size_t part) {
        const auto arena = std::make_unique_for_overwrite<float[]>(m_program->arenaSize(block));
        const std::size_t end = (part + 1) * blocks / parts;
        for (std::size_t i = part * blocks / parts; i < end; ++i) {
            const std::size_t begin = i * block;
            const float *matrix =
                features ? features->values.data() + begin * features->columns : nullptr;
            m_program->run({batch, begin, std::min(block, rows - begin)}, matrix, prepared,
                           arena.get(), result.row(begin).data());
        }
    });
    return result;
}

} // namespace leptune
