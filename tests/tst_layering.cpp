// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

#include <map>

/// Holds the include order of design.md, and Qt and LibTorch in their rooms.
class TestLayering : public QObject {
    Q_OBJECT
private:
    struct Include {
        QString file;
        QString target;
    };
    static QList<Include> includesBelow(const QString &folder)
    {
        static const QRegularExpression pattern(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"),
                                                QRegularExpression::MultilineOption);
        QList<Include> found;
        const QString root = QStringLiteral(LEPTUNE_SOURCE "/");
        QDirIterator files(root + folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            auto matches = pattern.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext())
                found.append({file.fileName().mid(root.size()), matches.next().captured(1)});
        }
        return found;
    }
    static QString moduleOf(const QString &path)
    {
        const QStringList parts = path.split(u'/');
        if (parts[0] != u"core")
            return parts[0];
        return parts.size() == 2 ? QStringLiteral("leptune.h") : parts[1];
    }

private Q_SLOTS:
    void modulesIncludeOnlyDownwards()
    {
        const QStringList below{QStringLiteral("base")};
        using S = std::map<QString, QStringList>;
        const auto list = [](const char *words) { return QString::fromLatin1(words).split(u' '); };
        const S allowed{
            {QStringLiteral("base"), list("base")},
            {QStringLiteral("data"), list("base data")},
            {QStringLiteral("preprocess"), list("base data preprocess")},
            {QStringLiteral("metrics"), list("base data metrics")},
            {QStringLiteral("model"), list("base data preprocess metrics model")},
            {QStringLiteral("search"), list("base search")},
            {QStringLiteral("learners"), list("base data preprocess metrics model search neural learners")},
            {QStringLiteral("neural"), list("base model neural")},
            {QStringLiteral("metalearn"), list("base data preprocess metrics model search learners neural metalearn")},
            {QStringLiteral("tuning"),
             list("base data preprocess metrics model search learners neural metalearn tuning")},
            {QStringLiteral("compress"), list("base data preprocess metrics model search learners neural metalearn "
                                              "tuning compress")},
            {QStringLiteral("exporting"), list("base data preprocess metrics model search learners neural metalearn "
                                               "tuning compress exporting")},
            {QStringLiteral("project"), list("base data preprocess metrics model search learners neural metalearn "
                                             "tuning compress exporting project")},
            {QStringLiteral("leptune.h"), list("base data preprocess metrics model search learners neural metalearn "
                                               "tuning compress exporting project cluster leptune.h")},
        };
        const QList<Include> includes = includesBelow(QStringLiteral("core"));
        QVERIFY(includes.size() > 50);
        for (const Include &include : includes) {
            if (!include.target.startsWith(u"core/") && !include.target.startsWith(u"ui/")
                && !include.target.startsWith(u"app/"))
                continue;
            const auto rule = allowed.find(moduleOf(include.file));
            if (rule == allowed.end())
                continue;
            QVERIFY2(rule->second.contains(moduleOf(include.target)),
                     qPrintable(include.file + QStringLiteral(" includes ") + include.target));
        }
    }

    void coreKnowsNoQt()
    {
        for (const Include &include : includesBelow(QStringLiteral("core")))
            QVERIFY2(!QRegularExpression(QStringLiteral("^(Qt?[A-Z])")).match(include.target).hasMatch(),
                     qPrintable(include.file + QStringLiteral(" includes ") + include.target));
    }

    void libTorchStaysInItsRooms()
    {
        for (const QString &folder : {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")}) {
            for (const Include &include : includesBelow(folder)) {
                const bool torch = QRegularExpression(QStringLiteral("^(torch|ATen|c10)/")).match(include.target).hasMatch();
                const bool room = include.file.startsWith(u"core/neural/") || include.file.startsWith(u"core/cluster/");
                QVERIFY2(!torch || room, qPrintable(include.file + QStringLiteral(" includes ") + include.target));
                QVERIFY2(!torch || include.file.endsWith(u".cpp"), qPrintable(include.file));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestLayering)
#include "tst_layering.moc"
