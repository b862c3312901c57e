// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/file_places.h"

#include "ui/shared/usual_setup.h"

#include <QFileDialog>
#include <QFileInfo>
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

} // namespace leptune
