// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/base/cpu.h"
#include "core/base/error.h"
#include "ui/main_window.h"
#include "ui/report/report_writer.h"
#include "ui/shared/desktop_look.h"
#include "ui/shared/icons.h"
#include "ui/shared/resources.h"
#include "ui/shared/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QTimer>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
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
                          "       leptune --report PROJECT --output FILE.html|FILE.pdf\n"
                          "Opens the window, on a table, a folder of pictures or a project where\n"
                          "one is given; or writes the report of a project, without a window.\n"
                          "The command line is leptune-cli.\n");
}

bool asksForReport(int argc, char **argv)
{
    return argc == 5 && QByteArray(argv[1]) == "--report" && QByteArray(argv[3]) == "--output";
}

/// As leptune-cli does, which starts this program under its own name.
int failReport(const char *program, const QString &sentence, int status)
{
    std::fprintf(stderr, "%s: %s\n", qPrintable(QFileInfo(QFile::decodeName(program)).fileName()),
                 qPrintable(sentence.trimmed()));
    return status;
}

/// What Qt remarks of the machine is not for who waits for a file.
void keepQuiet(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type == QtFatalMsg || type == QtCriticalMsg)
        std::fprintf(stderr, "%s\n", qPrintable(text));
}

int writeReport(QApplication &application, char **argv)
{
    leptune::loadResources();
    const QString output = QFile::decodeName(argv[4]);
    leptune::ReportWriter writer;
    int status = 0;
    QObject::connect(&writer, &leptune::ReportWriter::written, &application, &QApplication::quit);
    QObject::connect(&writer, &leptune::ReportWriter::failed, &application,
                     [&](const QString &, const QString &text) {
                         status = failReport(argv[0], text, 1);
                         QApplication::quit();
                     });
    try {
        leptune::reportFormatOf(output);
        leptune::Project project = leptune::loadProject(argv[2]);
        std::shared_ptr<const leptune::Table> table;
        if (project.table)
            table = std::make_shared<const leptune::Table>(std::move(*project.table));
        project.table.reset();
        writer.write(std::move(project), table, QFileInfo(output).absoluteFilePath());
    } catch (const leptune::Error &error) {
        const bool usage = error.code() == leptune::ErrorCode::BadOption;
        return failReport(argv[0], QString::fromUtf8(error.what()), usage ? 2 : 1);
    }
    QApplication::exec();
    return status;
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
    if (!asksForReport(argc, argv) && (argc > 2 || first.startsWith("--"))) {
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

    const bool report = asksForReport(argc, argv);
    if (report) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qInstallMessageHandler(keepQuiet);
    }
    QApplication application(argc, argv);
    setlocale(LC_NUMERIC,
              "C"); // Qt takes the desktop's; the core writes and reads numbers with a point
    QApplication::setOrganizationName(QStringLiteral("Leptune"));
    QApplication::setApplicationName(QStringLiteral("leptune"));
    QApplication::setApplicationDisplayName(QStringLiteral("Leptune"));
    QApplication::setApplicationVersion(QStringLiteral(LEPTUNE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("leptune"));
    if (report)
        return writeReport(application, argv);
    leptune::restoreTheme();
    leptune::followDesktop(&application);
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
