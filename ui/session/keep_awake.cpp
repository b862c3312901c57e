// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/keep_awake.h"

#include <QCoreApplication>

#ifdef LEPTUNE_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusUnixFileDescriptor>
#include <QFileInfo>
#include <QVariantMap>

#include <unistd.h>
#endif

namespace leptune {

#ifdef LEPTUNE_DBUS

namespace {

/// Looking for a bus that is not there may start one, and takes its time.
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
           QFileInfo::exists(QStringLiteral("/run/user/%1/bus").arg(getuid()));
}

bool hasSystemBus()
{
    return qEnvironmentVariableIsSet("DBUS_SYSTEM_BUS_ADDRESS") ||
           QFileInfo::exists(QStringLiteral("/run/dbus/system_bus_socket"));
}

QDBusMessage screenSaverCall(const QString &method)
{
    return QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.ScreenSaver"),
                                          QStringLiteral("/org/freedesktop/ScreenSaver"),
                                          QStringLiteral("org.freedesktop.ScreenSaver"), method);
}

} // namespace

struct KeepAwake::Locks {
    QDBusUnixFileDescriptor system; ///< held as long as it is open
    uint cookie = 0;                ///< of the session
    bool hasCookie = false;

    void releaseSession()
    {
        if (!std::exchange(hasCookie, false))
            return;
        QDBusMessage call = screenSaverCall(QStringLiteral("UnInhibit"));
        call << cookie;
        QDBusConnection::sessionBus().asyncCall(call);
    }
};

KeepAwake::KeepAwake(QObject *parent) : QObject(parent), m_locks(std::make_unique<Locks>()) {}

KeepAwake::~KeepAwake()
{
    release();
}

void KeepAwake::hold(const QString &reason)
{
    if (std::exchange(m_isHeld, true))
        return;
    if (hasSessionBus()) {
        QDBusMessage call = screenSaverCall(QStringLiteral("Inhibit"));
        call << QCoreApplication::applicationName() << reason;
        auto *watcher =
            new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
            watcher->deleteLater();
            const QDBusPendingReply<uint> reply = *watcher;
            if (reply.isError())
                return;
            m_locks->cookie = reply.value();
            m_locks->hasCookie = true;
            if (!m_isHeld) // it was given up before the answer came
                m_locks->releaseSession();
        });
    }
    if (!hasSystemBus())
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
    call << QStringLiteral("idle") << QCoreApplication::applicationName() << reason
         << QStringLiteral("block");
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *watcher;
        if (!reply.isError() && m_isHeld)
            m_locks->system = reply.value();
    });
}

void KeepAwake::release()
{
    m_isHeld = false;
    m_locks->system = {};
    m_locks->releaseSession();
}

void notifyDesktop(const QString &title, const QString &text)
{
    if (!hasSessionBus())
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"),
        QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    constexpr int kUsualTime = -1;
    call << QCoreApplication::applicationName() << 0U << QStringLiteral("leptune") << title << text
         << QStringList() << QVariantMap() << kUsualTime;
    QDBusConnection::sessionBus().asyncCall(call);
}

#else

struct KeepAwake::Locks {};

KeepAwake::KeepAwake(QObject *parent) : QObject(parent) {}
KeepAwake::~KeepAwake() = default;

void KeepAwake::hold(const QString &)
{
    m_isHeld = true;
}

void KeepAwake::release()
{
    m_isHeld = false;
}

void notifyDesktop(const QString &, const QString &) {}

#endif

} // namespace leptune
