// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leptune {

/// Makes icons and examples known; needed once, as a static library drops what nobody names.
void loadResources();

} // namespace leptune
