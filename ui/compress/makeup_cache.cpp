// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compress/makeup_cache.h"

#include <utility>

namespace leptune {

MakeupCache::MakeupCache(QObject *parent) : QObject(parent)
{
    connect(&m_work, &Background::ended, this, &MakeupCache::countNext);
}

const ModelMakeup *MakeupCache::find(const Key &model) const
{
    const auto known = m_known.find(model);
    return known == m_known.end() ? nullptr : &known->second;
}

void MakeupCache::want(std::vector<Key> models)
{
    m_wanted = std::move(models);
    if (!m_work.isRunning())
        countNext();
}

void MakeupCache::countNext()
{
    while (!m_wanted.empty() && (!m_wanted.back() || m_known.contains(m_wanted.back())))
        m_wanted.pop_back();
    if (m_wanted.empty())
        return;
    m_work.run([this, model = m_wanted.back()](std::stop_token) -> Background::Deliver {
        ModelMakeup makeup;
        try {
            makeup = makeupOf(model->graph());
        } catch (const std::exception &) { // a damaged one is told of where it is used
        }
        return [this, model, makeup = std::move(makeup)] {
            m_known[model] = makeup;
            Q_EMIT changed();
        };
    });
}

void MakeupCache::clear()
{
    m_wanted.clear();
    m_work.cancel();
    m_known.clear();
}

} // namespace leptune
