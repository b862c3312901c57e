// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileInfo>
#include <QString>

/// The Python that has onnxruntime and scikit-learn (packaging/test.sh makes it; LEPTUNE_PYTHON
/// names another one); empty where there is none.
inline QString interopPython()
{
    const QString own = QStringLiteral(LEPTUNE_PYTHON);
    const QString python = QFileInfo::exists(own) ? own : qEnvironmentVariable("LEPTUNE_PYTHON");
    return QFileInfo::exists(python) ? python : QString();
}
