// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "usage.h"

#include <QMap>
#include <QStringList>

#include <chrono>
#include <optional>

// The values of the options, by their long names.
class OptionValues
{
public:
    [[nodiscard]] static Parsed<OptionValues> parse(const QStringList &arguments);

    [[nodiscard]] bool isSet(const QString &name) const { return m_values.contains(name); }
    [[nodiscard]] QString value(const QString &name) const;
    [[nodiscard]] QStringList words() const { return m_words; } // the words that are not options
    [[nodiscard]] QString notOf(
        unsigned command) const; // an option that the command does not have, if any

    // Parses the value of the option, if it was given, into a T or an std::optional<T>.
    template<typename Parse, typename T>
    bool take(const QString &name, const Parse &parse, T *target, UsageError *error) const
    {
        if (!isSet(name))
            return true;
        return takeParsed(name, parse(value(name)), target, error);
    }

    // The same for all values of an option that may be repeated.
    template<typename Parse, typename T>
    bool takeAll(const QString &name, const Parse &parse, T *target, UsageError *error) const
    {
        return takeParsed(name, parse(m_values.value(name)), target, error);
    }

private:
    template<typename V, typename T>
    static bool takeParsed(const QString &name, Parsed<V> &&parsed, T *target, UsageError *error)
    {
        V value{};
        if (!::take(std::move(parsed), &value, error)) {
            error->message.prepend(QStringLiteral("--") + name + QStringLiteral(": "));
            return false;
        }
        *target = std::move(value);
        return true;
    }

    QMap<QString, QStringList> m_values;
    QStringList m_words;
};

[[nodiscard]] Parsed<std::chrono::milliseconds> parseSeconds(const QString &text);
[[nodiscard]] Parsed<int> parseCount(const QString &text); // at least 1
[[nodiscard]] Parsed<QStringList> parseNames(const QString &text); // with commas between them

[[nodiscard]] Parsed<QString> parseIdentifier(const QString &text); // of most languages
[[nodiscard]] Parsed<QString> parseNamespace(const QString &text); // with "::" between its parts

struct RowRange
{
    int first = 0;
    int last = 0;
};
[[nodiscard]] Parsed<RowRange> parseRows(const QString &text); // "0-99" or "5"
