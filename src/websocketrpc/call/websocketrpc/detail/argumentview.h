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
constexpr bool isStdText =
    std::is_same<T, std::string>::value || std::is_same<T, std::string_view>::value;

template<typename T>
constexpr bool isLiteral = std::is_convertible<const T &, const char *>::value
    && !std::is_same<T, QByteArray>::value; // which converts, too

// Text that is not a string of Qt's, in UTF-8 and in UTF-16.
template<typename T>
concept Utf8Text =
    isStdText<T> || isLiteral<T> || std::is_convertible<const T &, const char8_t *>::value;

template<typename T>
concept Utf16Text =
    !std::is_same<T, QString>::value && std::is_convertible<const T &, const char16_t *>::value;

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
