// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing: a target needs a source to own precompiled headers.
