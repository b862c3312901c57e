// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/integer_form.h"
#include "tests/support/sample_parts.h"

namespace leptune::samples {
namespace {

Convolution convolution(const ConvolutionShape &shape, std::uint64_t seed)
{
    RandomStream random(seed, 1);
    const auto outputs = static_cast<std::size_t>(shape.outputs);
    const auto window = static_cast<std::size_t>(shape.windowSize());
    return {shape, randomFloats(outputs * window, random, 0.3), randomFloats(outputs, random, 0.3)};
}

/// A graph of picture operations, one behind the other.
class PictureWriter {
public:
    explicit PictureWriter(GraphBuilder &to)
        : m_to(to),
          m_plane{9, 10, 3},
          m_at(to.add(Pixels{{9, 10, 3}, {120.0F, 128.0F, 90.5F}, {0.013F, 0.012F, 0.015F}},
                      {to.addColumn(Photo)}))
    {
    }
    NodeId at() const { return m_at; }
    int width() const { return m_to.width(m_at); }

    PictureWriter &windows(int outputs, int kernel, int padding, int groups = 1)
    {
        const Convolution op =
            convolution({m_plane, outputs, kernel, kernel, 1, padding, groups}, ++m_seed);
        m_plane = op.out();
        return add(op);
    }
    PictureWriter &wholeWindows(int outputs, int kernel, int padding, float low, float high)
    {
        const Convolution op =
            convolution({m_plane, outputs, kernel, kernel, 1, padding, 1}, ++m_seed);
        m_plane = op.out();
        return add(integerForm(op, low, high));
    }
    PictureWriter &pool(PoolKind kind, int height, int width, int stride)
    {
        const Pool op{m_plane, kind, height, width, stride};
        m_plane = op.out();
        return add(op);
    }
    PictureWriter &poolAll() { return pool(PoolKind::Average, m_plane.height, m_plane.width, 1); }
    PictureWriter &active(ActivationKind kind) { return add(Activation{kind}); }
    PictureWriter &add(Op op, const std::vector<NodeId> &others = {})
    {
        std::vector<NodeId> inputs{m_at};
        inputs.insert(inputs.end(), others.begin(), others.end());
        m_at = m_to.add(std::move(op), inputs);
        return *this;
    }

private:
    GraphBuilder &m_to;
    Plane m_plane;
    NodeId m_at;
    std::uint64_t m_seed = 50;
};

} // namespace

void addPictures(std::vector<Sample> &to)
{
    to.push_back(shown("pixels", 270, [](GraphBuilder &b) { return PictureWriter(b).at(); }));
    to.push_back(shown("picture network", 3, [](GraphBuilder &b) {
        PictureWriter net(b);
        net.windows(6, 3, 1).active(ActivationKind::Relu).pool(PoolKind::Max, 2, 2, 2);
        net.windows(10, 2, 0).active(ActivationKind::Silu).pool(PoolKind::Average, 2, 3, 1);
        net.add(dense(net.width(), 3, 61));
        return net.add(Softmax{}).at();
    }));
    to.push_back(shown("residual picture network", 3, [](GraphBuilder &b) {
        PictureWriter net(b);
        const NodeId before = net.windows(5, 3, 1).active(ActivationKind::Relu).at();
        net.windows(5, 3, 1, 5).add(WeightedSum{{1.0F, 1.0F}}, {before});
        net.active(ActivationKind::Relu).poolAll();
        net.add(dense(net.width(), 3, 62));
        return net.add(Softmax{}).at();
    }));
    to.push_back(shown("integer picture network", 3, [](GraphBuilder &b) {
        PictureWriter net(b);
        net.wholeWindows(20, 3, 1, -2.0F, 2.0F).active(ActivationKind::Relu);
        net.pool(PoolKind::Max, 2, 2, 2);
        net.wholeWindows(17, 2, 1, 0.0F, 8.0F).active(ActivationKind::Relu);
        // A code more or less, as a runtime's last bit decides, stays below what tests tolerate.
        Dense last = dense(net.width(), 3, 63);
        for (float &weight : last.weights)
            weight *= 0.02F;
        net.add(integerForm(last, 0.0F, 20.0F));
        return net.add(Softmax{}).at();
    }));
    to.push_back(shown("means in whole numbers", 3, [](GraphBuilder &b) {
        PictureWriter net(b); // of negative sums too, of two and of four of them
        net.wholeWindows(12, 3, 1, -2.0F, 2.0F).pool(PoolKind::Average, 2, 2, 2);
        net.pool(PoolKind::Average, 1, 2, 1);
        Dense last = dense(net.width(), 3, 64);
        for (float &weight : last.weights)
            weight *= 0.02F;
        net.add(integerForm(last, -20.0F, 20.0F));
        return net.add(Softmax{}).at();
    }));
    to.push_back(regression("features of pictures and columns", [](GraphBuilder &b) {
        PictureWriter net(b);
        net.windows(4, 5, 0).poolAll();
        const NodeId both = b.add(Concat{}, {net.at(), b.addPlan(densePlan())});
        return b.add(dense(b.width(both), 1, 64), {both});
    }));
}

} // namespace leptune::samples
