// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace leptune::neural {

/// Cells by column for a TorchScript archive that core/exporting wrote.
struct ScriptCells {
    struct Pictures {
        std::vector<std::int64_t> shape; ///< rows, height, width, channels
        std::vector<std::uint8_t> bytes;
    };
    std::map<std::string, std::vector<float>> numbers;
    std::map<std::string, std::vector<std::string>> texts;
    std::map<std::string, Pictures> pictures;
};
struct ScriptAnswer {
    std::vector<float> values;       ///< what forward() gives, row-major
    std::vector<std::string> labels; ///< of classes
    std::string failure;             ///< why there is no answer; empty = fine
};

/// What torch.jit.load makes of the archive answers, on one thread.
using ScriptRunner = ScriptAnswer (*)(std::span<const std::uint8_t> archive,
                                      const ScriptCells &cells);

/// The module's, which is loaded as engine() does it and throws as that does.
ScriptRunner scriptRunner();

} // namespace leptune::neural
