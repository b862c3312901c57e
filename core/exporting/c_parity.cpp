// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_parity.h"

#include "core/exporting/c_fixed_export.h"
#include "core/exporting/parity.h"

namespace leptune {

RawBatch cCheckableRows(const CInterface &interface, RawBatch rows)
{
    return interface.fixedPoint ? onWholeNumbers(std::move(rows), *interface.fixedPoint)
                                : std::move(rows);
}

std::string cParityProblem(const Model &model, const CInterface &interface, const RawBatch &rows,
                           const Prediction &have)
{
    const Prediction want = model.predict(rows);
    return interface.fixedPoint ? codeParityProblem(model, rows, want, have)
                                : parityProblem(model, want, have);
}

} // namespace leptune
