// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_augmentation.h"

#include "core/neural/augmentation.h"
#include "core/neural/torch_tensors.h"

#include <ATen/ATen.h>

#include <vector>

namespace leptune::neural {

namespace {

/// Of every picture [rows, 1].
struct Changes {
    at::Tensor down, right, mirrored, top, left;
};

Changes drawChanges(const at::Tensor &pictures, const PicturePlane &plane,
                    const Augmentation &wanted, RandomStream &random)
{
    constexpr std::int64_t kNumbers = 5;
    std::vector<std::int64_t> drawn;
    for (std::int64_t i = 0; i < pictures.size(0); ++i) {
        const PictureChange change = drawChange(wanted, plane, random);
        for (const int number :
             {change.down, change.right, change.isMirrored ? 1 : 0, change.top, change.left})
            drawn.push_back(number);
    }
    // The memory may be gone before a CPU's tensor is.
    const at::Tensor all = placed(drawn, pictures).clone().view({pictures.size(0), kNumbers, 1});
    return {all.select(1, 0), all.select(1, 1), all.select(1, 2), all.select(1, 3),
            all.select(1, 4)};
}

/// [1, count], on the device of `like`.
at::Tensor countTo(std::int64_t count, const at::Tensor &like)
{
    return at::arange(count, like.options().dtype(at::kLong)).unsqueeze(0);
}

/// Places in [from, from + side) [rows, count].
at::Tensor within(const at::Tensor &places, const at::Tensor &from, std::int64_t side)
{
    return (places >= from).logical_and_(places < from + side);
}

} // namespace

at::Tensor augmented(const at::Tensor &pictures, const PicturePlane &plane,
                     const Augmentation &wanted, RandomStream &random)
{
    const std::int64_t rows = pictures.size(0), height = plane.height, width = plane.width;
    const Changes changes = drawChanges(pictures, plane, wanted, random);
    const at::Tensor y = countTo(height, pictures), x = countTo(width, pictures);
    const at::Tensor seen = x + changes.mirrored * (width - 1 - 2 * x);
    const at::Tensor fromY = (y - changes.down).clamp_(0, height - 1);
    const at::Tensor fromX = (seen - changes.right).clamp_(0, width - 1);
    const at::Tensor row = countTo(rows, pictures).view({rows, 1, 1});
    const at::Tensor pixels =
        ((row * height + fromY.unsqueeze(2)) * width + fromX.unsqueeze(1)).flatten();
    at::Tensor changed = pictures.view({-1, plane.channels})
                             .index_select(0, pixels)
                             .view({rows, height, width, plane.channels});
    if (wanted.cutout > 0) {
        const at::Tensor cut =
            within(y, changes.top, wanted.cutout)
                .unsqueeze(2)
                .logical_and(within(x, changes.left, wanted.cutout).unsqueeze(1));
        changed.masked_fill_(cut.unsqueeze(3), 0.0);
    }
    return changed.flatten(1);
}

} // namespace leptune::neural
