// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/examples.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Examples)
};

} // namespace

QList<Example> examples()
{
    return {
        {QStringLiteral("customers"), Words::tr("Customers who leave"),
         Words::tr("Which customers will cancel? 2,000 rows with missing cells, yes or no")},
        {QStringLiteral("houses"), Words::tr("House prices"),
         Words::tr("What is a house worth? 1,500 rows, a number")},
        {QStringLiteral("flowers"), Words::tr("Three flowers"),
         Words::tr("Which species is it? 300 rows, three classes")},
    };
}

QString exampleFile(const QString &name)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
                           QStringLiteral("/examples");
    const QString path = folder + u'/' + name + QStringLiteral(".csv");
    QFile source(QStringLiteral(":/examples/%1.csv").arg(name));
    if (QFileInfo(path).size() == source.size() && source.size() > 0)
        return path;
    QFile::remove(path);
    if (!QDir().mkpath(folder) || !source.copy(path))
        return {};
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
    return path;
}

} // namespace leptune
