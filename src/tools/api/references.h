// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <variant>

namespace Api {

// A value of a document, and the JSON pointer to it.
struct Place
{
    QJsonValue value;
    QString path;

    [[nodiscard]] QJsonObject object() const { return value.toObject(); }
    [[nodiscard]] bool has(QLatin1StringView name) const { return object().contains(name); }
    [[nodiscard]] QJsonValue operator[](QLatin1StringView name) const { return object()[name]; }
    [[nodiscard]] QString text(QLatin1StringView name) const; // harmless
    [[nodiscard]] Place at(const QString &name) const;
    [[nodiscard]] Place at(QLatin1StringView name) const { return at(QString(name)); }
    [[nodiscard]] Place at(qsizetype index) const;
};

struct BadReference
{
    QString reason;
};

// Finds what a document refers to with "$ref". Nothing outside the document is fetched.
class References
{
public:
    explicit References(const QJsonObject &document) : m_document(document) { }

    [[nodiscard]] std::variant<Place, BadReference> find(const QString &reference) const;
    // What a value refers to, over any number of references; the place itself if it refers to nothing.
    [[nodiscard]] std::variant<Place, BadReference> follow(const Place &place) const;

private:
    const QJsonObject m_document;
};

} // namespace Api
