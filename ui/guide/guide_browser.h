// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTextBrowser>
#include <QTimer>

namespace leptune {

/// Where the page stands, in the language of the window or, where it was not translated, English.
QString guidePath(const QString &page);

/// Shows a page of the guide; pictures are as wide as there is room.
class GuideBrowser : public QTextBrowser {
    Q_OBJECT
public:
    explicit GuideBrowser(QWidget *parent = nullptr);
    void showPage(const QString &name);
    /// Marks every place of each word and goes to the first one.
    void mark(const QStringList &words);
    QVariant loadResource(int type, const QUrl &name) override;

Q_SIGNALS:
    /// A link to another page was followed.
    void pageWanted(const QString &name);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void render();

    QString m_page;
    QStringList m_marked;
    QTimer m_resized;
    int m_width = 0; ///< that pictures were made for
};

} // namespace leptune
