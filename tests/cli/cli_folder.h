// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "tests/cli/cli_process.h"

#include <QTemporaryDir>

/// A folder in which the program runs, and what it is given there.
class CliFolder {
public:
    QString path() const { return m_folder.path(); }
    QString at(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    /// Arguments of one line; "@name" is a file of the folder.
    CliResult run(const QString &line, int seconds = 90) const
    {
        QStringList arguments = line.split(u' ', Qt::SkipEmptyParts);
        for (QString &argument : arguments)
            if (argument.startsWith(u'@'))
                argument = m_folder.filePath(argument.mid(1));
        return runCli(arguments, {}, seconds);
    }

private:
    QTemporaryDir m_folder;
};

/// 400 rows whose class follows a and colour; classes are spelled so that a number would lose them,
/// or CSV has to quote them.
inline QByteArray classData(const QByteArray &no, const QByteArray &yes)
{
    leptune::RandomStream random(1);
    QByteArray text = "a,b,colour,idle,label\n";
    for (int i = 0; i < 400; ++i) {
        const double a = random.normal();
        const char *colour = random.below(3) == 0 ? "red" : "blue";
        const bool isYes = a + (colour[0] == 'r' ? 1.0 : -0.3) + 0.4 * random.normal() > 0;
        text += QByteArray::number(a) + ',' +
                (i % 17 == 0 ? QByteArray() : QByteArray::number(random.normal())) + ',' + colour +
                ",1," + (isYes ? yes : no) + '\n';
    }
    return text;
}

inline QList<QByteArray> linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<QByteArray> lines = file.readAll().split('\n');
    lines.removeLast();
    return lines;
}
