// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace at {
class Tensor;
}

namespace leptune::neural {

/// The losses of a training's steps, which are looked at when they are there.
class TorchLosses {
public:
    TorchLosses();
    ~TorchLosses();

    /// The loss of a step; of one on a GPU 0, since the step may not be done: it is owed.
    double tell(const at::Tensor &loss);
    /// Sum of what is owed, which is nothing from now on. Waits.
    double takeOwed();

private:
    struct Sum;
    std::unique_ptr<Sum> m_owed;
};

} // namespace leptune::neural
