// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled for the window's tests, after precompiled.h.
#pragma once
#include <QSignalSpy>
#include <QtWidgets>
