// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"
#include "core/model/integer_codes.h"
#include "core/model/padded_plane.h"

#include <memory>

namespace leptune {

/// A layer of whole numbers made ready to run: codes of a padded plane to sums, line by line of its
/// result. Const, shared by threads; the operation outlives it.
class IntegerLayer {
public:
    virtual ~IntegerLayer() = default;
    /// Sums of one line of the result, [width, lanes()].
    virtual void sums(const std::uint8_t *codes, int line, std::int32_t *to) const = 0;

    const PaddedPlane &plane() const { return m_plane; }
    const CodeScale &inputScale() const { return m_inputScale; }
    const Plane &out() const { return m_out; }
    /// Channels of the result, up to a multiple of 16.
    std::size_t lanes() const { return m_scales.size(); }
    /// The unit of a sum, of each lane.
    const std::vector<float> &scales() const { return m_scales; }

protected:
    template <typename Op>
    IntegerLayer(const Op &op, const ConvolutionShape &shape);

    /// `weightSums` are those of the weights of each output.
    template <typename Op>
    void setStart(const Op &op, const std::vector<std::int32_t> &weightSums);

    PaddedPlane m_plane;
    CodeScale m_inputScale;
    Plane m_out;
    std::vector<float> m_scales;
    std::vector<std::int32_t> m_start; ///< biases, and what the zero point adds to every sum
};

std::unique_ptr<IntegerLayer> makeIntegerLayer(const IntegerConvolution &op);
/// Its plane is one pixel of many channels.
std::unique_ptr<IntegerLayer> makeIntegerLayer(const IntegerDense &op);

} // namespace leptune
