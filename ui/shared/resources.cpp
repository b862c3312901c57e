// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/resources.h"

#include <QDir>

/// The macro declares a function of the global namespace, so it can't stand in another one.
static void loadCompiledResources()
{
    Q_INIT_RESOURCE(leptune);
}

namespace leptune {

void loadResources()
{
    loadCompiledResources();
}

} // namespace leptune
