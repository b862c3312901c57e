// SPDX-License-Identifier: GPL-3.0-or-later
#define LEPTUNE_LANES 16
#include "core/neural/kernels_impl.h"

namespace leptune::neural {

const Kernels kKernelsAvx512{&multiply, &transpose,     &activate, &scaleBy,      &sumRows,
                             &adam,     &squaredLength, &approach, &exponentials, "AVX-512"};

} // namespace leptune::neural
