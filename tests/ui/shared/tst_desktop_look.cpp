// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/desktop_look.h"

#include "tests/support/ui_sandbox.h"
#include "ui/shared/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QTest>

#include <functional>

using namespace leptune;

/// What the portal of a desktop offers of its settings.
class FakePortal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    uint scheme = 0;
    uint contrast = 0;

public Q_SLOTS:
    QDBusVariant Read(const QString &, const QString &key)
    {
        const uint value = key == QStringLiteral("contrast") ? contrast : scheme;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(value))); // twice, as the portal does
    }
};

/// Against a bus and a portal of its own.
class TestDesktopLook : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;
    QProcess m_bus;
    FakePortal m_portal;

    void tell(const char *key, uint value)
    {
        QDBusMessage changed = QDBusMessage::createSignal(
            QStringLiteral("/org/freedesktop/portal/desktop"),
            QStringLiteral("org.freedesktop.portal.Settings"), QStringLiteral("SettingChanged"));
        changed << QStringLiteral("org.freedesktop.appearance") << QString::fromLatin1(key)
                << QVariant::fromValue(QDBusVariant(value));
        QVERIFY(QDBusConnection(QStringLiteral("portal")).send(changed));
    }

    static bool isDark()
    {
        return QApplication::palette().color(QPalette::Window).lightnessF() < 0.3F;
    }

    static bool isBlack()
    {
        return QApplication::palette().color(QPalette::Base).rgb() == QColor(Qt::black).rgb();
    }

    /// However long the bus takes on a busy machine: it ends with the change, or with the time that
    /// a test function has.
    template <typename Condition>
    static void waitUntil(Condition holds)
    {
        while (!holds())
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_bus.start(QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--session"), QStringLiteral("--print-address"),
                     QStringLiteral("--nofork")});
        if (!m_bus.waitForStarted(-1))
            QSKIP("no dbus-daemon");
        while (!m_bus.canReadLine())
            QVERIFY2(m_bus.waitForReadyRead(-1), "dbus-daemon ended");
        const QByteArray address = m_bus.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        QDBusConnection portal =
            QDBusConnection::connectToBus(QString::fromUtf8(address), QStringLiteral("portal"));
        QVERIFY(portal.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &m_portal,
                                      QDBusConnection::ExportAllContents));
        QVERIFY(portal.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
        m_portal.scheme = 1;
        setTheme(Theme::System);
        followDesktop(this);
    }

    void theWishAtTheStartIsTaken() { waitUntil(isDark); }

    void aChangeIsFollowedWhileRunning()
    {
        tell("color-scheme", 2);
        waitUntil(std::not_fn(isDark));
        tell("accent-color", 1);
        tell("color-scheme", 1);
        waitUntil(isDark);
        QVERIFY(!isBlack());
        tell("contrast", 1);
        waitUntil(isBlack);
    }

    void cleanupTestCase()
    {
        m_bus.kill();
        m_bus.waitForFinished();
    }
};

QTEST_MAIN(TestDesktopLook)
#include "tst_desktop_look.moc"
