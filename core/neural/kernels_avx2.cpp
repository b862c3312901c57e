// SPDX-License-Identifier: GPL-3.0-or-later
#define LEPTUNE_LANES 8
#include "core/neural/kernels_impl.h"

namespace leptune::neural {

const Kernels kKernelsAvx2{&multiply, &transpose,     &activate, &scaleBy,      &sumRows,
                           &adam,     &squaredLength, &approach, &exponentials, "AVX2"};

} // namespace leptune::neural
