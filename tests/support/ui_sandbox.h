// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

/// Settings and application data of a window test live in a folder that goes with it.
class UiSandbox {
public:
    UiSandbox()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("Leptune"));
        QCoreApplication::setApplicationName(QStringLiteral("leptune-test"));
        qputenv("XDG_DATA_HOME", m_folder.filePath(QStringLiteral("data")).toUtf8());
        qputenv("XDG_CONFIG_HOME", m_folder.filePath(QStringLiteral("config")).toUtf8());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           m_folder.filePath(QStringLiteral("config")));
    }

    QString path(const QString &name) const { return m_folder.filePath(name); }

    /// Writes a file and tells its path.
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            return {};
        return file.fileName();
    }

private:
    QTemporaryDir m_folder;
};

/// A table to be classified: column "x" decides "answer" (yes or no) with a little noise.
inline QByteArray yesNoTable(int rows)
{
    QByteArray text = "x,size,colour,answer\n";
    unsigned state = 12345;
    const auto draw = [&state] { return (state = state * 1664525U + 1013904223U) >> 8; };
    for (int row = 0; row < rows; ++row) {
        const unsigned x = draw() % 1000;
        const bool yes = (x > 500) != (draw() % 20 == 0);
        text += QByteArray::number(x) + ',' + QByteArray::number(draw() % 100) + ',' +
                (draw() % 2 ? "red" : "blue") + ',' + (yes ? "yes" : "no") + '\n';
    }
    return text;
}
