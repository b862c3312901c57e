// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/desktop_look.h"

#include "ui/shared/theme.h"

#include <QObject>

#ifdef LEPTUNE_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

namespace leptune {

#ifdef LEPTUNE_DBUS

namespace {

const auto kService = QStringLiteral("org.freedesktop.portal.Desktop");
const auto kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const auto kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const auto kSpace = QStringLiteral("org.freedesktop.appearance");
const auto kScheme = QStringLiteral("color-scheme");
const auto kContrast = QStringLiteral("contrast");

constexpr uint kPrefersDark = 1; ///< of color-scheme: 0 = no preference, 2 = light
constexpr uint kHighContrast = 1;

} // namespace

/// Listens to the portal.
class DesktopLook : public QObject {
    Q_OBJECT
public:
    explicit DesktopLook(QObject *parent) : QObject(parent)
    {
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected())
            return;
        // From whomever: naming the portal would wait for the bus to say who that is.
        bus.connect(QString(), kPath, kInterface, QStringLiteral("SettingChanged"), this,
                    SLOT(take(QDBusMessage)));
        for (const QString &key : {kScheme, kContrast})
            ask(bus, key);
    }

private Q_SLOTS:
    void take(const QDBusMessage &message)
    {
        const QVariantList values = message.arguments(); // space, key, value
        if (values.size() == 3 && values[0].toString() == kSpace)
            take(values[1].toString(), values[2].value<QDBusVariant>());
    }

private:
    void take(const QString &key, const QDBusVariant &value)
    {
        const uint number = value.variant().toUInt();
        if (key == kScheme)
            m_look.dark = number == kPrefersDark;
        else if (key == kContrast)
            m_look.highContrast = number == kHighContrast;
        else
            return;
        setSystemLook(m_look);
    }

    void ask(const QDBusConnection &bus, const QString &key)
    {
        QDBusMessage question =
            QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
        question << kSpace << key;
        auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
        connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, key] {
            const QDBusPendingReply<QDBusVariant> reply = *answer;
            answer->deleteLater();
            if (reply.isError())
                return;
            // Read() wraps the value twice.
            const QVariant inner = reply.value().variant();
            take(key, inner.canConvert<QDBusVariant>() ? inner.value<QDBusVariant>()
                                                       : QDBusVariant(inner));
        });
    }

    SystemLook m_look;
};

void followDesktop(QObject *parent)
{
    if (qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        new DesktopLook(parent);
}

#else

void followDesktop(QObject *) {}

#endif

} // namespace leptune

#ifdef LEPTUNE_DBUS
#include "desktop_look.moc"
#endif
