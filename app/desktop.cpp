// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/base/cpu.h"
#include "ui/main_window.h"
#include "ui/shared/icons.h"
#include "ui/shared/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFileInfo>
#include <QTimer>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <utility>

namespace {

/// Read once by libraries that are loaded later, so it has to stand first.
void setEnvironment()
{
    if (leptune::hasAvx512())
        setenv("ATEN_CPU_CAPABILITY", "avx512", 0);
    setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
}

/// Calls back once, after the window was first painted: nothing heavy may come before.
class FirstPaint : public QObject {
public:
    FirstPaint(QWidget *window, std::function<void()> then)
        : QObject(window), m_then(std::move(then))
    {
        window->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_then)
            QTimer::singleShot(0, watched, std::exchange(m_then, {}));
        return false;
    }

private:
    std::function<void()> m_then;
};

/// For tests/bench/first_paint.sh.
void traceStart()
{
    if (qEnvironmentVariableIsSet("LEPTUNE_TRACE_START"))
        std::fprintf(stderr, "first paint after %.3f s\n", leptune::processSeconds());
}

QString usage()
{
    return QStringLiteral("Usage: leptune [DATA|PROJECT]\n"
                          "Opens the window, on a table, a folder of pictures or a project where\n"
                          "one is given.\n"
                          "The command line is leptune-cli.\n");
}

/// Answers that need no window; -1 = go on.
int answerAtOnce(int argc, char **argv)
{
    const QByteArray first = argc > 1 ? argv[1] : "";
    if (first == "--version") {
        std::puts("leptune " LEPTUNE_VERSION);
        return 0;
    }
    if (first == "--help" || first == "-h") {
        std::fputs(qPrintable(usage()), stdout);
        return 0;
    }
    if (argc > 2 || first.startsWith("--")) {
        std::fputs(qPrintable(usage()), stderr);
        return 2;
    }
    return -1;
}

} // namespace

int main(int argc, char **argv)
{
    const std::string missing = leptune::missingCpuFeatures();
    if (!missing.empty()) {
        std::fprintf(stderr, "leptune: %s\n", missing.c_str());
        return 1;
    }
    setEnvironment();
    if (const int status = answerAtOnce(argc, argv); status >= 0)
        return status;

    QApplication application(argc, argv);
    setlocale(LC_NUMERIC, "C"); // Qt takes the desktop's; the core writes and reads numbers with a point
    QApplication::setOrganizationName(QStringLiteral("Leptune"));
    QApplication::setApplicationName(QStringLiteral("leptune"));
    QApplication::setApplicationDisplayName(QStringLiteral("Leptune"));
    QApplication::setApplicationVersion(QStringLiteral(LEPTUNE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("leptune"));
    leptune::restoreTheme();
    leptune::MainWindow window;
    new FirstPaint(&window, [&window] {
        traceStart();
        const QStringList arguments = QApplication::arguments();
        if (arguments.size() > 1)
            window.open(QFileInfo(arguments[1]).absoluteFilePath());
        window.offerRecovery();
    });
    window.show();
    return QApplication::exec();
}
