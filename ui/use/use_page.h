// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/shared/page.h"

class QAction;
class QLabel;

namespace leptune {

/// Uses a model of the study: predicts a file, exports a file that runs elsewhere.
class UsePage : public Page {
    Q_OBJECT
public:
    explicit UsePage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QAction *primaryAction() override { return m_primary; }
    Progress progress() const override;

private:
    void refresh();

    QAction *m_primary = nullptr;
    QLabel *m_summary = nullptr;
};

} // namespace leptune
