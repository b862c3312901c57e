// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/model_makeup.h"
#include "core/model/model.h"
#include "ui/session/background.h"

#include <QObject>

#include <map>

namespace leptune {

/// What Models are made of, counted in the background: graphs may have to be unpacked first.
class MakeupCache : public QObject {
    Q_OBJECT
public:
    using Key = std::shared_ptr<const Model>;

    explicit MakeupCache(QObject *parent = nullptr);
    /// Null where it is not known (yet).
    const ModelMakeup *find(const Key &model) const;
    /// Counts those that are not known, in place of what was wanted before; changed() tells when.
    void want(std::vector<Key> models);
    void clear();

Q_SIGNALS:
    void changed();

private:
    void countNext();

    std::map<Key, ModelMakeup> m_known;
    std::vector<Key> m_wanted;
    Background m_work; ///< one Model at a time: counting can't be stopped
};

} // namespace leptune
