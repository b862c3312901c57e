// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/recovery.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QStandardPaths>
#include <QUuid>

#include <algorithm>

namespace leptune {

namespace {

QString lockPathOf(const QString &file)
{
    return file + QStringLiteral(".lock");
}

/// Never stale by age: a study may run for days. A dead owner is recognised by its process.
std::unique_ptr<QLockFile> lockFor(const QString &file)
{
    auto lock = std::make_unique<QLockFile>(lockPathOf(file));
    lock->setStaleLockTime(0);
    return lock;
}

} // namespace

Recovery::Recovery(QString folder) : m_folder(std::move(folder))
{
    if (m_folder.isEmpty())
        m_folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
                   QStringLiteral("/recovery");
}

Recovery::~Recovery() = default;

bool Recovery::own()
{
    if (m_lock)
        return true;
    if (!QDir().mkpath(m_folder))
        return false;
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString path = m_folder + u'/' + name + QStringLiteral(".leptune");
    auto lock = lockFor(path);
    if (!lock->tryLock(0))
        return false;
    m_path = path;
    m_lock = std::move(lock);
    return true;
}

QString Recovery::filePath()
{
    return own() ? m_path : QString();
}

void Recovery::discard()
{
    if (m_lock)
        QFile::remove(m_path);
}

std::vector<Recovery::Leftover> Recovery::leftovers() const
{
    std::vector<Leftover> found;
    const auto files =
        QDir(m_folder).entryInfoList({QStringLiteral("*.leptune")}, QDir::Files, QDir::Time);
    for (const QFileInfo &file : files) {
        if (file.absoluteFilePath() == QFileInfo(m_path).absoluteFilePath())
            continue;
        const auto lock = lockFor(file.absoluteFilePath());
        if (lock->tryLock(0))
            found.push_back({file.absoluteFilePath(), file.lastModified()});
    }
    return found;
}

QString Recovery::adopt(const Leftover &leftover)
{
    if (!own())
        return {};
    QFile::remove(m_path);
    return QFile::rename(leftover.path, m_path) ? m_path : QString();
}

void Recovery::discard(const Leftover &leftover)
{
    QFile::remove(leftover.path);
}

} // namespace leptune
