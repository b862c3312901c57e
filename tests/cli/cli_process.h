// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

/// How a run of the built program ended.
struct CliResult {
    int status = -1; ///< -1: it crashed or hung
    QByteArray out;
    QByteArray error;

    QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
    QString text() const
    {
        return QStringLiteral("status %1\n%2%3")
            .arg(status)
            .arg(QString::fromUtf8(out), QString::fromUtf8(error));
    }
    /// One sentence "leptune-cli: ..." on standard error, nothing on standard output.
    bool isOneSentence() const
    {
        return out.isEmpty() && error.startsWith("leptune-cli: ") && error.count('\n') == 1 &&
               error.endsWith('\n');
    }
};

inline CliResult runCli(const QStringList &arguments, const QByteArray &input = {},
                        int seconds = 60)
{
    QProcess process;
    process.start(QStringLiteral(LEPTUNE_CLI), arguments);
    process.write(input);
    process.closeWriteChannel();
    CliResult result;
    if (!process.waitForFinished(seconds * 1000)) {
        process.kill();
        process.waitForFinished();
        result.error = "did not end in time\n" + process.readAllStandardError();
        return result;
    }
    result.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    result.out = process.readAllStandardOutput();
    result.error = process.readAllStandardError();
    return result;
}

inline bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}
