// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace leptune {

/// A small table that comes with the program (made by resources/examples/make_examples.py).
struct Example {
    QString name; ///< "customers"
    QString title;
    QString question;
};

QList<Example> examples();
/// The example as a file in the user's data folder, unpacked on first use; empty where that fails.
QString exampleFile(const QString &name);

} // namespace leptune
