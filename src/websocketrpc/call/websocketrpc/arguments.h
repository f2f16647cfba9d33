// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/argumentview.h>
#include <websocketrpc/export.h>

#include <QtCore/qanystringview.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qvariant.h>

#include <initializer_list>

namespace WebSocketRpc {

// One entry of the braced list in call("concat", {{"a", 1}, {"b", 2}}); it lives as long as that
// call.
class WEBSOCKETRPC_EXPORT NamedArgument
{
public:
    template<typename T>
    NamedArgument(QAnyStringView name, const T &value) : m_name(name)
    {
        if constexpr (Detail::Utf8Text<T>)
            m_utf8 = QUtf8StringView(value);
        else if constexpr (Detail::Utf16Text<T>)
            m_utf16 = QStringView(value);
        else
            m_value = Detail::ArgumentView::of(value, name);
    }
    Q_DISABLE_COPY_MOVE(NamedArgument)

    [[nodiscard]] Detail::ArgumentView view() const;

private:
    QAnyStringView m_name;
    QUtf8StringView m_utf8;
    QStringView m_utf16;
    Detail::ArgumentView m_value;
};

class WEBSOCKETRPC_EXPORT Arguments
{
public:
    Arguments() = default;
    Arguments(std::initializer_list<NamedArgument> named);
    Arguments(const QVariantMap &named);
    Arguments(const QJsonObject &named);
    Arguments(const QVariantList &positional);
    Arguments(const QJsonArray &positional);

    [[nodiscard]] bool isNamed() const { return m_named; }
    [[nodiscard]] bool isEmpty() const { return m_values.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_values.size(); }
    [[nodiscard]] QStringList names() const { return m_names; }
    [[nodiscard]] QVariantList values() const { return m_values; }

    friend bool operator==(const Arguments &, const Arguments &) = default;

private:
    bool m_named = false;
    QStringList m_names;
    QVariantList m_values;
};

} // namespace WebSocketRpc
