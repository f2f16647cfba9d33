// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "messageformat_p.h"
#include "modelchanges_p.h"
#include "sharedmembers_p.h"

#include <span>

namespace WebSocketRpc {

// The new value of a property.
struct PropertyChange
{
    int property = -1;
    QByteArray value; // JSON
    QByteArray former = {}; // before that; empty if nobody knew it
};

// Adds a later change. Each property keeps its newest value, or none if it is back at the former one.
void merge(std::vector<PropertyChange> &changes, const PropertyChange &later);

// An event of a shared object: a signal, or changes of properties. It is made once, and the threads of all
// followers read it.
struct SharedEvent
{
    std::shared_ptr<const SharedMembers> members;
    int signal = -1; // -1 for changes
    QByteArray arguments = {}; // of the signal: a JSON array
    std::vector<qsizetype> ends = {}; // of each argument in there
    std::vector<PropertyChange> changes = {};
    std::shared_ptr<const ModelChanges> model =
        {}; // the argument of a signal that tells of a model
};

// The signal of a ModelSource with its argument.
[[nodiscard]] SharedEvent modelEvent(
    std::shared_ptr<const SharedMembers> members, int signal, ModelChanges changes);

void writeSignal(JsonWriter &writer, const MessageFormat &format, const SharedEvent &event);
void writeChanges(JsonWriter &writer, const MessageFormat &format, const SharedMembers &members,
    std::span<const PropertyChange> changes);

// Writes the values of properties as members of a JSON object.
void writeValues(
    JsonWriter &writer, const SharedMembers &members, std::span<const PropertyChange> changes);

// An event as a message, written once for each format.
class SpelledEvent
{
public:
    explicit SpelledEvent(const SharedEvent &event) : m_event(event) { }

    [[nodiscard]] const SharedEvent &event() const { return m_event; }
    [[nodiscard]] QByteArrayView in(const MessageFormat &format);

private:
    struct Spelling
    {
        const MessageFormat *format;
        JsonWriter writer = {};
    };

    const SharedEvent &m_event;
    std::vector<Spelling> m_spellings;
};

} // namespace WebSocketRpc
