// SPDX-License-Identifier: GPL-3.0-or-later
// Random use of the real window. LEPTUNE_MONKEY_SECONDS (20) and LEPTUNE_MONKEY_SEED (1) say how
// long and which; LEPTUNE_MONKEY_LOG names the file of its actions. packaging/monkey.sh runs it for
// ten minutes on the sanitised build.
#include "core/base/clock.h"
#include "tests/support/ui_sandbox.h"
#include "tests/ui/monkey/monkey.h"
#include "ui/main_window.h"
#include "ui/shared/busy_bar.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QMessageBox>
#include <QTest>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

using namespace leptune;

namespace {

constexpr int kLongestSilenceSeconds = 60; ///< of a sanitised build on a busy machine
constexpr int kPatience = 60'000;

int fromEnvironment(const char *name, int usual)
{
    bool isNumber = false;
    const int value = qEnvironmentVariableIntValue(name, &isNumber);
    return isNumber ? value : usual;
}

/// Ends the program with a word where the window's thread is silent for too long.
class Watchdog {
public:
    Watchdog()
        : m_thread([this](const std::stop_token &stop) {
              for (std::int64_t seen = -1, silent = 0; !stop.stop_requested();) {
                  std::this_thread::sleep_for(std::chrono::seconds(1));
                  const std::int64_t now = m_beats;
                  silent = now == seen ? silent + 1 : 0;
                  seen = now;
                  if (silent > kLongestSilenceSeconds) {
                      std::fputs("the window does not answer any more\n", stderr);
                      std::abort();
                  }
              }
          })
    {
    }
    void beat() { ++m_beats; }

private:
    std::atomic<std::int64_t> m_beats = 0;
    std::jthread m_thread;
};

std::mutex complaintsMutex;
QStringList complaints; ///< of Qt: each is a mistake of the window's

void collectComplaint(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (text.contains(QStringLiteral("This plugin does not support")))
        return;
    const std::lock_guard lock(complaintsMutex);
    if (type != QtDebugMsg && type != QtInfoMsg && complaints.size() < 50)
        complaints.append(text);
    std::fprintf(stderr, "%s\n", qPrintable(text));
    QFile log(qEnvironmentVariable("LEPTUNE_MONKEY_LOG")); // among the actions, where it belongs
    if (!log.fileName().isEmpty() && log.open(QIODevice::Append))
        log.write("! " + text.toUtf8() + '\n');
}

} // namespace

class TestMonkey : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    std::unique_ptr<MainWindow> m_window;

    void openWindow(Monkey &monkey)
    {
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        monkey.use(m_window.get());
    }

    QStringList files()
    {
        QByteArray numbers = "a,b,price\n", odd("\0\x1f\x8b\xff,\"\n", 7);
        for (int row = 0; row < 300; ++row)
            numbers += QByteArray::number(row % 17) + ',' + QByteArray::number(row * row % 31) +
                       ',' + QByteArray::number(row % 17 * 3 + row % 5) + '\n';
        return {m_sandbox.write(QStringLiteral("yes.csv"), yesNoTable(400)),
                m_sandbox.write(QStringLiteral("numbers.csv"), numbers),
                m_sandbox.write(QStringLiteral("few.csv"), yesNoTable(5)),
                m_sandbox.write(QStringLiteral("heading.csv"), "a,b,c\n"),
                m_sandbox.write(QStringLiteral("empty.csv"), ""),
                m_sandbox.write(QStringLiteral("odd.csv"), odd.repeated(200)),
                m_sandbox.write(QStringLiteral("broken.leptune"), "LEPTUNE?" + odd.repeated(50)),
                m_sandbox.path(QStringLiteral("out0")),
                m_sandbox.path(QStringLiteral("out1.leptune")),
                m_sandbox.path(QStringLiteral("not_there.csv"))};
    }

    /// Closes what is open, whenever it opens; unsaved work is let go.
    static void leaveWhatIsOpen()
    {
        QWidget *open = QApplication::activePopupWidget() ? QApplication::activePopupWidget()
                                                          : QApplication::activeModalWidget();
        auto *box = qobject_cast<QMessageBox *>(open);
        if (QAbstractButton *discard = box ? box->button(QMessageBox::Discard) : nullptr)
            discard->click();
        else if (open)
            open->close();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QDir::setCurrent(m_sandbox.path(QString()));
        qInstallMessageHandler(collectComplaint);
    }
    void cleanupTestCase() { qInstallMessageHandler(nullptr); }

    void staysUsableWhateverIsPressed()
    {
        const int seconds = fromEnvironment("LEPTUNE_MONKEY_SECONDS", 20);
        const int seed = fromEnvironment("LEPTUNE_MONKEY_SEED", 1);
        const QString log = qEnvironmentVariable("LEPTUNE_MONKEY_LOG",
                                                 m_sandbox.path(QStringLiteral("monkey.log")));
        Watchdog watchdog;
        Monkey monkey(static_cast<std::uint64_t>(seed), m_sandbox.path(QString()), files(), log);
        connect(&monkey, &Monkey::acted, this, [&] { watchdog.beat(); });
        openWindow(monkey);
        monkey.start();
        int windows = 1;
        const double end = nowSeconds() + seconds;
        while (nowSeconds() < end) {
            QTest::qWait(50);
            if (!m_window->isVisible() && !QApplication::activeModalWidget()) { // it was closed
                openWindow(monkey);
                ++windows;
            }
        }
        monkey.stop();
        std::printf("%lld actions, %d windows, seed %d\n", static_cast<long long>(monkey.actions()),
                    windows, seed);
        QTimer leaving;
        connect(&leaving, &QTimer::timeout, this, [&] {
            watchdog.beat();
            leaveWhatIsOpen();
        });
        leaving.start(20);
        QTRY_VERIFY2_WITH_TIMEOUT(!QApplication::activeModalWidget(), "a dialog can't be closed",
                                  kPatience);

        // Whatever state it is in, the next file is read and the window can be closed.
        if (!m_window->isVisible())
            openWindow(monkey);
        Session &session = m_window->session();
        if (session.study().isActive())
            session.study().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!session.study().isActive(), kPatience);
        session.compression().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!session.compression().isRunning(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->findChild<BusyBar *>()->isVisible(), kPatience);
        QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
    }

    void opensAFreshTableAfterwards()
    {
        const QString path = m_sandbox.write(QStringLiteral("after.csv"), yesNoTable(77));
        QTimer leaving;
        connect(&leaving, &QTimer::timeout, this, [] { leaveWhatIsOpen(); });
        leaving.start(20);
        m_window->open(path);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_window->session().hasData() && m_window->session().table().rows() == 77, kPatience);
        QVERIFY(m_window->close());
        m_window.reset();
    }
};

QTEST_MAIN(TestMonkey)
#include "tst_monkey.moc"
