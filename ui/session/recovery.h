// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <memory>
#include <vector>

class QLockFile;

namespace leptune {

/// The file that keeps a running study safe before the project has a name. One a running program,
/// held by a lock, so that a file without a living owner is what a crash left behind.
class Recovery {
public:
    /// The user's own data folder where `folder` is empty.
    explicit Recovery(QString folder = {});
    /// Lets go of the file but leaves it where it was not discarded.
    ~Recovery();

    /// The file of this program; takes the lock on first use. Empty where the folder can't be
    /// written.
    QString filePath();
    /// Removes the own file: everything in it is saved elsewhere, or not wanted.
    void discard();

    struct Leftover {
        QString path;
        QDateTime writtenAt;
    };
    /// Files whose program died, newest first.
    std::vector<Leftover> leftovers() const;
    /// Makes a leftover the own file; empty where that fails.
    QString adopt(const Leftover &leftover);
    void discard(const Leftover &leftover);

private:
    bool own();

    QString m_folder;
    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace leptune
