// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/file_places.h"

#include "ui/shared/usual_setup.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>
#include <QSettings>

namespace leptune {

QString fileFolder()
{
    const QString usual = usualFolder();
    return usual.isEmpty() ? QSettings().value(QStringLiteral("folder")).toString() : usual;
}

void rememberFolder(const QString &path)
{
    QSettings().setValue(QStringLiteral("folder"), QFileInfo(path).absolutePath());
}

QString askForFile(QWidget *parent, const QString &title, const QString &name,
                   const QString &suffix, const QString &filter)
{
    QString chosen;
    QString path = QFileDialog::getSaveFileName(parent, title, fileFolder() + u'/' + name + suffix,
                                                filter, &chosen);
    if (path.isEmpty())
        return {};
    if (QFileInfo(path).suffix().isEmpty())
        path += chosen.contains(QStringLiteral("*.pdf")) ? QStringLiteral(".pdf") : suffix;
    rememberFolder(path);
    return path;
}

QString writeWhole(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return QCoreApplication::translate("FilePlaces",
                                       "%1 could not be written: %2. Choose another folder.")
        .arg(QDir::toNativeSeparators(path), file.errorString());
}

} // namespace leptune
