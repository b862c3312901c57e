// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/kernels.h"

#include "core/base/cpu.h"

namespace leptune::neural {

const Kernels &kernels()
{
    static const Kernels &chosen = hasAvx512() ? kKernelsAvx512 : kKernelsAvx2;
    return chosen;
}

} // namespace leptune::neural
