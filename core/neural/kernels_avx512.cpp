// SPDX-License-Identifier: GPL-3.0-or-later
#define LEPTUNE_LANES 16
#include "core/neural/kernels_impl.h"
#include "core/neural/kernels_products.h"
#include "core/neural/kernels_tables.h"

namespace leptune::neural {

const Kernels kKernelsAvx512{&multiply,      &transpose,   &activate,     &activateShared, &scaleBy,
                             &sumRows,       &sumProducts, &periodic,     &periodicBack,   &adam,
                             &squaredLength, &approach,    &exponentials, "AVX-512"};

} // namespace leptune::neural
