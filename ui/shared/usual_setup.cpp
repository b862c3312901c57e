// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/usual_setup.h"

#include <QDir>
#include <QSettings>

#include <algorithm>

namespace leptune {

namespace {

const auto kThreads = QStringLiteral("usual/threads");
const auto kMemory = QStringLiteral("usual/memoryBytes");
const auto kExperience = QStringLiteral("usual/experience");
const auto kFolder = QStringLiteral("usual/folder");

} // namespace

void UsualSetup::applyTo(TuneOptions &options) const
{
    options.threads = threads;
    options.memoryBytes = memoryBytes;
    options.experience = experience;
}

UsualSetup usualSetup()
{
    const QSettings settings;
    UsualSetup setup;
    setup.threads = std::max(0, settings.value(kThreads, 0).toInt());
    setup.memoryBytes = std::max(0.0, settings.value(kMemory, 0.0).toDouble());
    setup.experience = settings.value(kExperience, true).toBool();
    return setup;
}

void setUsualSetup(const UsualSetup &setup)
{
    QSettings settings;
    settings.setValue(kThreads, setup.threads);
    settings.setValue(kMemory, setup.memoryBytes);
    settings.setValue(kExperience, setup.experience);
}

QString usualFolder()
{
    const QString folder = QSettings().value(kFolder).toString();
    return !folder.isEmpty() && QDir(folder).exists() ? folder : QString();
}

void setUsualFolder(const QString &folder)
{
    QSettings().setValue(kFolder, folder);
}

} // namespace leptune
