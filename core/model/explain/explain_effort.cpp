// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/explain/explain_effort.h"

#include "core/base/error.h"

namespace leptune {

void checkStop(const ExplainEffort &effort)
{
    if (effort.stop.stop_requested())
        throw Error(ErrorCode::Stopped, {}, "the explanation was cancelled");
}

} // namespace leptune
