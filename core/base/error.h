// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <string>

namespace leptune {

/// What went wrong, so that a face of the program can choose words and an exit status.
enum class ErrorCode {
    BadInput,        ///< the data or a value in it can't be used
    NotFound,        ///< a file, column, model or class that was named does not exist
    Unreadable,      ///< a file exists but can't be opened or read
    Unwritable,      ///< a file can't be created, written or moved into place (disk full included)
    BadFormat,       ///< a file is damaged or is not what it claims to be
    NewerFormat,     ///< a file was written by a newer version
    BadColumn,       ///< a column is missing or holds values that can't be mapped
    TooLittleData,   ///< too few rows, columns or classes to learn from
    BadOption,       ///< an option has a value that is not allowed (wrong usage)
    OutOfMemory,
    Stopped,         ///< cancelled by the user or out of time before anything was done
    Unsupported,     ///< asked for something that this file, model or machine can't do
    Internal,        ///< a mistake of ours
};

/// The one exception of the core. `subject` names where (a file, a column, an option), `detail` is
/// a full English sentence or clause: what happened and what to do about it.
class Error : public std::exception {
public:
    Error(ErrorCode code, std::string subject, std::string detail);

    ErrorCode code() const { return m_code; }
    const std::string &subject() const { return m_subject; }
    const std::string &detail() const { return m_detail; }
    /// "subject: detail", or the detail alone when there is no subject.
    const char *what() const noexcept override { return m_what.c_str(); }

private:
    ErrorCode m_code;
    std::string m_subject;
    std::string m_detail;
    std::string m_what;
};

} // namespace leptune
