// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_subject.h"
#include "core/search/search_space.h"

#include <functional>
#include <memory>
#include <string>

namespace leptune {

/// How long a candidate takes beside those of other methods.
enum class Pace { Quick, Usual, Slow };

/// One way to make a Model smaller, graph to graph. Made for one subject; calls are const and may
/// come from several threads at once.
class CompressionMethod {
public:
    virtual ~CompressionMethod() = default;
    virtual std::string name() const = 0;
    virtual SearchSpace space() const = 0;
    /// Good settings, those most likely to serve first; at least one.
    virtual std::vector<Configuration> ladder() const = 0;
    /// Slower ones come after quicker ones.
    virtual Pace pace() const { return Pace::Quick; }
    /// What is made of a part of the subject: of its fits and its rows alone. Nothing where it was
    /// told to end before there was anything.
    virtual std::optional<Graph> apply(const CompressionPart &part,
                                       const Configuration &configuration,
                                       const std::function<bool()> &shouldEnd) const = 0;
};

/// Those that have something to do for this subject (which must outlive them); may be empty.
std::vector<std::unique_ptr<CompressionMethod>>
compressionMethods(const CompressionSubject &subject, std::uint64_t seed);

} // namespace leptune
