// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace leptune {

class Session;

/// Tunes with the current set-up. Where that replaces models of another set-up or of other rows it
/// asks first.
void startStudyWithCare(Session &session, QWidget *parent);

} // namespace leptune
