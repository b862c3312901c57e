// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_look_up.h"

#include "core/model/place_coding.h"
#include "core/model/text_model.h"

#include <bit>

namespace leptune {

struct LookUpModels {
    NumberModel counts;
    BitModel isNumbers, isCounting, isAscending;
    TextModel texts;
    AscendingFloats keys, values;
};

namespace {

constexpr std::uint32_t kMostKeys = 1U << 26;

bool isCounting(const std::vector<float> &values)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        if (std::bit_cast<std::uint32_t>(values[i]) !=
            std::bit_cast<std::uint32_t>(static_cast<float>(i)))
            return false;
    return true;
}

bool isAscending(const std::vector<float> &keys)
{
    return std::ranges::adjacent_find(keys, [](float a, float b) {
               return orderedBits(a) >= orderedBits(b);
           }) == keys.end();
}

/// What stands there when writing becomes what was read when reading.
template <typename Coder>
class Description {
public:
    Description(Coder &coder, LookUpModels &models, ByteReader *memory)
        : m_coding{coder, models, memory}
    {
    }

    void code(LookUp &op)
    {
        LookUpModels &models = m_coding.models;
        const std::uint32_t count = models.counts.code(
            m_coding.coder, static_cast<std::uint32_t>(op.keys.size() + op.numberKeys.size()));
        if (count > kMostKeys)
            m_coding.damaged("a look-up has more keys than there can be");
        const bool areNumbers = m_coding.coder.bit(models.isNumbers, !op.numberKeys.empty());
        if (areNumbers && count > 0)
            codeNumbers(op.numberKeys, count);
        else
            codeTexts(op.keys, count);
        codeValues(op, count);
    }

private:
    void codeTexts(std::vector<std::string> &keys, std::uint32_t count)
    {
        const std::string none;
        for (std::uint32_t i = 0; i < count; ++i) {
            std::string key = m_coding.models.texts.code(m_coding, Coder::kReads ? none : keys[i]);
            if constexpr (Coder::kReads) {
                m_coding.take(sizeof(std::string));
                keys.push_back(std::move(key));
            }
        }
    }

    void codeNumbers(std::vector<float> &keys, std::uint32_t count)
    {
        LookUpModels &models = m_coding.models;
        if (m_coding.coder.bit(models.isAscending, isAscending(keys))) {
            models.keys.code(m_coding, keys, sizeof(float));
            if (keys.size() != count)
                m_coding.damaged("a look-up has fewer keys than it says");
            return;
        }
        makeRoom(keys, count);
        codeByPlaces(m_coding, models.keys, keys, 0, 1);
    }

    /// Those of missing and unseen cells stand among them.
    void codeValues(LookUp &op, std::uint32_t count)
    {
        LookUpModels &models = m_coding.models;
        const bool counting = m_coding.coder.bit(models.isCounting, isCounting(op.values));
        std::vector<float> values;
        if (!Coder::kReads && !counting)
            values = op.values;
        values.insert(values.end(), {op.missing, op.unseen});
        if (Coder::kReads && !counting)
            makeRoom(values, std::size_t{count} + 2);
        codeByPlaces(m_coding, models.values, values, 0, 1);
        op.unseen = values.back();
        op.missing = values[values.size() - 2];
        values.resize(values.size() - 2);
        if constexpr (Coder::kReads) {
            if (counting) {
                makeRoom(values, count);
                for (std::uint32_t i = 0; i < count; ++i)
                    values[i] = static_cast<float>(i);
            }
            op.values = std::move(values);
        }
    }

    void makeRoom(std::vector<float> &values, std::size_t count) const
    {
        if constexpr (Coder::kReads) {
            m_coding.take(count * sizeof(float));
            values.assign(count, 0.0F);
        }
    }

    const Coding<Coder, LookUpModels> m_coding;
};

} // namespace

LookUpCoder::LookUpCoder() = default;
LookUpCoder::~LookUpCoder() = default;

LookUpModels &LookUpCoder::models()
{
    if (!m_models)
        m_models = std::make_unique<LookUpModels>();
    return *m_models;
}

void LookUpCoder::write(ByteWriter &writer, const LookUp &op)
{
    RangeEncoder encoder;
    LookUp coded = op;
    Description<RangeEncoder>(encoder, models(), nullptr).code(coded);
    const std::vector<std::uint8_t> bytes = encoder.finish();
    writer.countedBytes(bytes);
}

LookUp LookUpCoder::read(ByteReader &reader)
{
    RangeDecoder decoder(reader.part(reader.count()), reader);
    LookUp op;
    Description<RangeDecoder>(decoder, models(), &reader).code(op);
    decoder.finish();
    return op;
}

} // namespace leptune
