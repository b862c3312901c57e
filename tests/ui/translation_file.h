// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QList>
#include <QString>
#include <QStringList>
#include <QXmlStreamReader>

/// A message of a Qt Linguist file (TS 2.1).
struct TranslatedMessage {
    QString context;
    QString source;
    QString comment;
    QStringList forms; ///< one, or the plural forms
    bool isPlural = false;
    bool isFinished = true;

    QString key() const { return context + u'\n' + source + u'\n' + comment; }
    QString place() const { return context + QLatin1String(": ") + source; }
};

/// Empty where the file can't be read to its end.
inline QList<TranslatedMessage> readTranslations(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<TranslatedMessage> messages;
    QString context;
    const auto text = [&xml] {
        return xml.readElementText(QXmlStreamReader::IncludeChildElements);
    };
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name") {
            context = text();
        } else if (xml.name() == u"message") {
            TranslatedMessage message;
            message.context = context;
            message.isPlural = xml.attributes().value(QLatin1String("numerus")) == u"yes";
            messages.append(message);
        } else if (xml.name() == u"source") {
            messages.back().source = text();
        } else if (xml.name() == u"comment") {
            messages.back().comment = text();
        } else if (xml.name() == u"translation") {
            messages.back().isFinished = !xml.attributes().hasAttribute(QLatin1String("type"));
            if (!messages.back().isPlural)
                messages.back().forms = QStringList(text());
        } else if (xml.name() == u"numerusform") {
            messages.back().forms.append(text());
        }
    }
    return xml.hasError() ? QList<TranslatedMessage>() : messages;
}
