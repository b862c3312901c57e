// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/resources.h"

#include "ui/shared/language.h"

#include <QDir>

#include <utility>

// The macro declares a function of the global namespace, so it can't stand in another one.
static void loadCompiledResources()
{
    Q_INIT_RESOURCE(leptune);
    Q_INIT_RESOURCE(leptune_i18n);
}

namespace leptune {

void loadResources()
{
    static bool loaded = false;
    if (std::exchange(loaded, true))
        return;
    loadCompiledResources();
    loadLanguage();
}

} // namespace leptune
