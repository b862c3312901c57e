// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace leptune {

/// A large button with a title and one line or two of explanation; checkable where it is a choice.
class Card : public QAbstractButton {
    Q_OBJECT
public:
    Card(const QString &title, const QString &detail, QWidget *parent = nullptr);
    void setDetail(const QString &detail);
    QString detail() const { return m_detail; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    int textLeft() const;
    QFont titleFont() const;

    QString m_detail;
};

} // namespace leptune
