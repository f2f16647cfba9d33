// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qanystringview.h>
#include <QtCore/qbytearray.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>

#include <string>
#include <string_view>
#include <type_traits>

namespace WebSocketRpc::Detail {

template<typename T>
concept Utf8Text =
    !std::is_same_v<T,
        QByteArray> && (std::is_convertible_v<const T &, const char *> || std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view> || std::is_convertible_v<const T &, const char8_t *>);

template<typename T>
concept Utf16Text =
    !std::is_same_v<T, QString> && std::is_convertible_v<const T &, const char16_t *>;

// Refers to one argument where it stands: text as a view, anything else as it is.
template<typename T>
decltype(auto) argumentValue(const T &value)
{
    if constexpr (Utf8Text<T>)
        return QUtf8StringView(value);
    else if constexpr (Utf16Text<T>)
        return QStringView(value);
    else
        return (value);
}

// One argument of a call that is about to be written; it owns nothing.
struct ArgumentView
{
    template<typename T>
    static ArgumentView of(const T &value, QAnyStringView name = {})
    {
        return {QMetaType::fromType<T>(), &value, name};
    }

    QMetaType type;
    const void *data = nullptr;
    QAnyStringView name = {};
};

} // namespace WebSocketRpc::Detail
