// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/aligned_vector.h"
#include "core/model/integer_layer.h"
#include "core/model/integer_run.h"
#include "core/model/planes.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace leptune {
namespace {

constexpr int kCodeLanes = 16;
/// Sums and codes are written and read by whole registers.
constexpr std::size_t kSlack = 64;

/// Scratch of a thread: one row.
struct Scratch {
    std::vector<std::uint8_t> codes, next, flat;
    AlignedVector<std::int32_t> sums;
};

/// Sixteen channels of the largest sums of a window, as the numbers they stand for. Where only
/// eight are left, the upper ones are 0.
struct Lanes {
    __m256 low, high;
};

/// One layer with what follows it.
class StageKernel {
public:
    StageKernel(std::unique_ptr<IntegerLayer> layer, const IntegerStage &stage)
        : m_layer(std::move(layer)), m_relu(stage.relu), m_pool{m_layer->out(), {}, 1, 1, 1}
    {
        if (stage.pool)
            m_pool = *stage.pool;
        m_out = m_pool.out();
    }

    const IntegerLayer &layer() const { return *m_layer; }
    const Plane &out() const { return m_out; }

    /// `next` is where the answers go as codes, with its padding in place.
    void toCodes(const std::uint8_t *codes, const IntegerLayer &next, Scratch &scratch) const
    {
        const PaddedPlane &plane = next.plane();
        const std::ptrdiff_t line = plane.padding > 0
                                        ? plane.line
                                        : static_cast<std::ptrdiff_t>(m_out.width) * m_out.channels;
        std::uint8_t *to = scratch.next.data() + plane.padding * (line + plane.in.channels);
        // Where there is no padding, what is written too much is written again.
        const bool whole = plane.padding == 0;
        const __m256 step = _mm256_set1_ps(next.inputScale().step);
        const __m256i zero = _mm256_set1_epi32(next.inputScale().zeroPoint);
        eachLine(codes, scratch, [&](int y) {
            eachSixteen(scratch.sums.data(), [&](int x, int channel, const Lanes &lanes) {
                const __m128i sixteen = sixteenCodes(eightCodes(lanes.low, step, zero),
                                                     eightCodes(lanes.high, step, zero));
                store(sixteen,
                      to + y * line + static_cast<std::ptrdiff_t>(x) * m_out.channels + channel,
                      whole ? kCodeLanes : m_out.channels - channel);
            });
        });
    }

    void toFloats(const std::uint8_t *codes, Scratch &scratch, float *out) const
    {
        const std::ptrdiff_t line = static_cast<std::ptrdiff_t>(m_out.width) * m_out.channels;
        eachLine(codes, scratch, [&](int y) {
            eachSixteen(scratch.sums.data(), [&](int x, int channel, const Lanes &lanes) {
                alignas(32) float sixteen[kCodeLanes];
                _mm256_store_ps(sixteen, lanes.low);
                _mm256_store_ps(sixteen + 8, lanes.high);
                std::copy_n(sixteen, std::min(kCodeLanes, m_out.channels - channel),
                            out + y * line + static_cast<std::ptrdiff_t>(x) * m_out.channels +
                                channel);
            });
        });
    }

    /// Sums that are kept at once: as many lines as a pooling window has.
    std::size_t sumsNeeded() const
    {
        return static_cast<std::size_t>(m_pool.sizeHeight) * lineOfSums();
    }

private:
    std::size_t lineOfSums() const
    {
        return static_cast<std::size_t>(m_layer->out().width) * m_layer->lanes();
    }

    static void store(__m128i codes, std::uint8_t *to, int count)
    {
        if (count >= kCodeLanes) {
            _mm_storeu_si128(reinterpret_cast<__m128i *>(to), codes);
            return;
        }
        alignas(16) std::uint8_t some[kCodeLanes];
        _mm_store_si128(reinterpret_cast<__m128i *>(some), codes);
        std::copy_n(some, count, to);
    }

    /// Calls `write(y)` when scratch.sums holds all lines that line `y` of the result is made of,
    /// in any order.
    template <typename Write>
    void eachLine(const std::uint8_t *codes, Scratch &scratch, Write write) const
    {
        int next = 0;
        for (int y = 0; y < m_out.height; ++y) {
            next = std::max(next, y * m_pool.stride);
            for (; next < y * m_pool.stride + m_pool.sizeHeight; ++next)
                m_layer->sums(codes, next,
                              scratch.sums.data() +
                                  static_cast<std::size_t>(next % m_pool.sizeHeight) *
                                      lineOfSums());
            write(y);
        }
    }

    template <typename Write>
    void eachSixteen(const std::int32_t *sums, Write write) const
    {
        const float *scales = m_layer->scales().data();
        const std::size_t step = static_cast<std::size_t>(m_pool.stride) * m_layer->lanes();
        for (int x = 0; x < m_out.width; ++x, sums += step)
            for (int channel = 0; channel < m_out.channels; channel += kCodeLanes) {
                Lanes lanes{number(largest(sums + channel), scales + channel), {}};
                if (channel + 8 < m_out.channels)
                    lanes.high = number(largest(sums + channel + 8), scales + channel + 8);
                write(x, channel, lanes);
            }
    }

    /// Of eight channels over the pooling window.
    __m256i largest(const std::int32_t *sums) const
    {
        __m256i result = load(sums);
        for (int y = 0; y < m_pool.sizeHeight; ++y, sums += lineOfSums())
            for (int x = y == 0 ? 1 : 0; x < m_pool.sizeWidth; ++x)
                result = _mm256_max_epi32(
                    result, load(sums + static_cast<std::size_t>(x) * m_layer->lanes()));
        return result;
    }
    static __m256i load(const std::int32_t *from)
    {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(from));
    }
    __m256 number(__m256i sums, const float *scales) const
    {
        const __m256 exact = _mm256_mul_ps(_mm256_cvtepi32_ps(sums), _mm256_loadu_ps(scales));
        return m_relu ? _mm256_max_ps(exact, _mm256_setzero_ps()) : exact;
    }

    std::unique_ptr<IntegerLayer> m_layer;
    bool m_relu = false;
    Pool m_pool; ///< of one number where nothing is pooled
    Plane m_out;
};

/// Codes of the first layer, from numbers or from pixels.
class CodeSource {
public:
    CodeSource(const IntegerLayer &layer, const Graph &graph, NodeId input)
        : m_plane(layer.plane()), m_scale(layer.inputScale())
    {
        const Node &node = graph.nodes[static_cast<std::size_t>(input)];
        const auto *pixels = std::get_if<Pixels>(&node.op);
        if (!pixels)
            return;
        const Node &column = graph.nodes[static_cast<std::size_t>(node.inputs[0])];
        m_column = static_cast<std::size_t>(std::get<InputColumn>(column.op).column);
        m_pixels = pixels;
        for (std::size_t c = 0; c < pixels->shift.size(); ++c)
            m_tables.push_back(table(pixels->shift[c], pixels->factor[c]));
    }

    bool readsPixels() const { return m_pixels != nullptr; }
    std::size_t size() const { return static_cast<std::size_t>(planeSize(m_plane.in)); }

    void codes(const Block &block, std::size_t row, const float *x, std::uint8_t *to) const
    {
        if (!m_pixels)
            return leptune::toCodes(x, size(), m_scale, to);
        const RawCells &cells = block.batch->columns[m_column];
        const std::int32_t code = cells.codes[block.begin + row];
        if (code < 0) {
            std::fill_n(to, size(), static_cast<std::uint8_t>(m_scale.zeroPoint));
            return;
        }
        const auto pixels = cells.pictures->picture(static_cast<std::size_t>(code));
        const std::size_t channels = m_tables.size();
        if (channels == 1)
            return lookUpGrey(pixels, m_tables[0], to);
        for (std::size_t c = 0; c < channels; ++c)
            lookUp(pixels.data() + c, pixels.size() / channels, channels, m_tables[c], to + c);
    }

private:
    using Table = std::array<std::uint8_t, 256>;
    static void lookUp(const std::uint8_t *pixels, std::size_t count, std::size_t stride,
                       const Table &table, std::uint8_t *to)
    {
        for (std::size_t i = 0; i < count * stride; i += stride)
            to[i] = table[pixels[i]];
    }
    /// Eight at once: a load of four codes waits where they were stored one by one.
    static void lookUpGrey(std::span<const std::uint8_t> pixels, const Table &table,
                           std::uint8_t *to)
    {
        std::size_t i = 0;
        for (; i + 8 <= pixels.size(); i += 8) {
            std::uint64_t codes = 0;
            for (std::size_t j = 8; j-- > 0;)
                codes = codes << 8 | table[pixels[i + j]];
            std::memcpy(to + i, &codes, sizeof codes);
        }
        lookUp(pixels.data() + i, pixels.size() - i, 1, table, to + i);
    }
    /// Of every pixel, by the same steps that Pixels and the layer would take.
    Table table(float shift, float factor) const
    {
        Table result;
        for (std::size_t pixel = 0; pixel < result.size(); ++pixel) {
            const float x = (static_cast<float>(pixel) - shift) * factor;
            leptune::toCodes(&x, 1, m_scale, &result[pixel]);
        }
        return result;
    }

    PaddedPlane m_plane;
    CodeScale m_scale;
    const Pixels *m_pixels = nullptr;
    std::size_t m_column = 0;
    std::vector<Table> m_tables; ///< a channel
};

class IntegerRunKernel final : public Kernel {
public:
    IntegerRunKernel(const Graph &graph, const IntegerRun &run)
        : m_stages(stagesOf(graph, run)), m_source(m_stages.front().layer(), graph, run.input)
    {
        for (const StageKernel &stage : m_stages) {
            m_codes = std::max(m_codes, stage.layer().plane().size);
            m_sums = std::max(m_sums, stage.sumsNeeded());
        }
    }

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        thread_local Scratch scratch;
        scratch.codes.resize(std::max(scratch.codes.size(), m_codes + kSlack));
        scratch.next.resize(scratch.codes.size());
        scratch.flat.resize(scratch.codes.size());
        scratch.sums.resize(std::max(scratch.sums.size(), m_sums + kSlack));
        const auto width = static_cast<std::size_t>(planeSize(m_stages.back().out()));
        for (std::size_t row = 0; row < block.rows; ++row) {
            const float *x =
                m_source.readsPixels() ? nullptr : inputs[0].values + row * inputs[0].width;
            runRow(block, row, x, scratch, out + row * width);
        }
    }

private:
    static std::vector<StageKernel> stagesOf(const Graph &graph, const IntegerRun &run)
    {
        std::vector<StageKernel> stages;
        for (const IntegerStage &stage : run.stages) {
            const Op &op = graph.nodes[static_cast<std::size_t>(stage.layer)].op;
            if (const auto *convolution = std::get_if<IntegerConvolution>(&op))
                stages.emplace_back(makeIntegerLayer(*convolution), stage);
            else
                stages.emplace_back(makeIntegerLayer(std::get<IntegerDense>(op)), stage);
        }
        return stages;
    }

    void runRow(const Block &block, std::size_t row, const float *x, Scratch &scratch,
                float *out) const
    {
        readFirst(block, row, x, scratch);
        for (std::size_t i = 0; i + 1 < m_stages.size(); ++i) {
            const IntegerLayer &next = m_stages[i + 1].layer();
            fillPadding(next, scratch.next);
            m_stages[i].toCodes(scratch.codes.data(), next, scratch);
            std::swap(scratch.codes, scratch.next);
        }
        m_stages.back().toFloats(scratch.codes.data(), scratch, out);
    }

    void readFirst(const Block &block, std::size_t row, const float *x, Scratch &scratch) const
    {
        const IntegerLayer &first = m_stages.front().layer();
        if (first.plane().padding == 0)
            return m_source.codes(block, row, x, scratch.codes.data());
        fillPadding(first, scratch.codes);
        m_source.codes(block, row, x, scratch.flat.data());
        first.plane().fill(scratch.flat.data(), scratch.codes.data());
    }

    static void fillPadding(const IntegerLayer &layer, std::vector<std::uint8_t> &codes)
    {
        if (layer.plane().padding > 0)
            std::fill_n(codes.begin(), layer.plane().size,
                        static_cast<std::uint8_t>(layer.inputScale().zeroPoint));
    }

    std::vector<StageKernel> m_stages;
    CodeSource m_source;
    std::size_t m_codes = 0, m_sums = 0; ///< that a row needs at once
};

} // namespace

std::unique_ptr<Kernel> makeIntegerRunKernel(const Graph &graph, const IntegerRun &run)
{
    return std::make_unique<IntegerRunKernel>(graph, run);
}

} // namespace leptune
