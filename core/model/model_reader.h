// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace leptune {

class Model;

/// A Model in a native file (.leptune-model) for programs that only predict. It is also what
/// leptune_reader.h, the whole of it in one header, offers. Immutable, safe to use from several
/// threads; answers are those of the program that wrote the file.
class ModelReader {
public:
    /// Throws Error(NotFound | Unreadable | BadFormat | NewerFormat).
    explicit ModelReader(const std::string &path);
    /// From the bytes of a file; `subject` names them in errors.
    ModelReader(std::span<const std::uint8_t> bytes, const std::string &subject);

    /// Cells of a row by column, as a CSV file spells them; "" is missing. Columns that the Model
    /// doesn't use are ignored.
    using Row = std::map<std::string, std::string>;
    struct Answer {
        std::string label;                ///< of classes: the one that is answered
        std::vector<float> probabilities; ///< of classes, in the order of classes()
        float number = 0.0F;              ///< of numbers: the answer
    };
    struct PictureSize {
        int height = 0, width = 0, channels = 0; ///< zeros: the Model reads no pictures
    };

    /// Names of the columns that the Model uses.
    const std::vector<std::string> &columns() const { return m_columns; }
    /// Empty for a Model that answers numbers.
    const std::vector<std::string> &classes() const { return m_classes; }
    PictureSize picture() const { return m_picture; }

    /// Throws Error(BadColumn) where a column that is used is absent or a cell can't be read.
    Answer predict(const Row &row) const;
    std::vector<Answer> predict(std::span<const Row> rows, int threads = 1) const;
    /// Of a Model of pictures: height x width x channels bytes, rows from the top, channels last.
    /// Throws Error(BadInput) where there are more or fewer.
    Answer predict(std::span<const std::uint8_t> pixels) const;

private:
    std::shared_ptr<const Model> m_model;
    std::vector<std::string> m_columns;
    std::vector<std::string> m_classes;
    PictureSize m_picture;
};

} // namespace leptune
