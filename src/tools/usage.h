// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

#include <variant>

struct UsageError
{
    QString message;
};

template<typename T>
using Parsed = std::variant<T, UsageError>;

// Moves the value to `value`, or the error to `error`.
template<typename T>
bool take(std::variant<T, UsageError> &&parsed, T *value, UsageError *error)
{
    if (auto *failure = std::get_if<UsageError>(&parsed)) {
        *error = std::move(*failure);
        return false;
    }
    *value = std::get<T>(std::move(parsed));
    return true;
}
