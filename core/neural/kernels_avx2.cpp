// SPDX-License-Identifier: GPL-3.0-or-later
#define LEPTUNE_LANES 8
#include "core/neural/kernels_impl.h"
#include "core/neural/kernels_products.h"
#include "core/neural/kernels_tables.h"

namespace leptune::neural {

const Kernels kKernelsAvx2{&multiply,      &transpose,   &activate,     &activateShared, &scaleBy,
                           &sumRows,       &sumProducts, &periodic,     &periodicBack,   &adam,
                           &squaredLength, &approach,    &exponentials, "AVX2"};

} // namespace leptune::neural
