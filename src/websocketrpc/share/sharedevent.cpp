// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "sharedevent_p.h"

#include "jsonwriter_p.h"
#include "logging_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

void writeByName(JsonWriter &writer, const SharedSignal &signal, const SharedEvent &event)
{
    writer.beginObject();
    auto name = signal.parameterNames.cbegin();
    qsizetype begin = 1; // behind the bracket
    for (const qsizetype end : event.ends) {
        writer.key(QUtf8StringView(*name++));
        writer.writeRaw(QByteArrayView(event.arguments).sliced(begin, end - begin));
        begin = end + 1; // behind the comma
    }
    writer.endObject();
}

} // namespace

void merge(std::vector<PropertyChange> &changes, const PropertyChange &later)
{
    const auto earlier = std::ranges::find(changes, later.property, &PropertyChange::property);
    if (earlier == changes.end())
        changes.push_back(later);
    else if (earlier->former == later.value)
        changes.erase(earlier);
    else
        earlier->value = later.value;
}

// Changes from a ModelSource can always be written.
SharedEvent modelEvent(
    std::shared_ptr<const SharedMembers> members, int signal, ModelChanges changes)
{
    SharedEvent event{.members = std::move(members), .signal = signal};
    const Codec *const codec = event.members->sharedSignals[std::size_t(signal)].codecs.front();
    JsonWriter writer;
    writer.beginArray();
    if (const MismatchPtr mismatch = codec->write(&changes, writer, {})) {
        qCWarning(lcDispatch).noquote()
            << "a change of a model is not told:" << mismatch->toString();
        return modelEvent(
            std::move(event.members), signal, {.revision = changes.revision, .reset = true});
    }
    event.ends.push_back(qsizetype(writer.size()));
    writer.endArray();
    event.arguments = writer.view().toByteArray();
    event.model = std::make_shared<const ModelChanges>(std::move(changes));
    return event;
}

void writeSignal(JsonWriter &writer, const MessageFormat &format, const SharedEvent &event)
{
    const SharedSignal &signal = event.members->sharedSignals[std::size_t(event.signal)];
    const bool hasArguments = !event.ends.empty();
    format.beginRequest(writer, QUtf8StringView(signal.name), hasArguments);
    if (hasArguments && format.rules().positionalArguments)
        writer.writeRaw(event.arguments);
    else if (hasArguments)
        writeByName(writer, signal, event);
    format.endNotification(writer);
}

void writeValues(
    JsonWriter &writer, const SharedMembers &members, std::span<const PropertyChange> changes)
{
    for (const PropertyChange &change : changes) {
        writer.key(QUtf8StringView(members.properties[std::size_t(change.property)].name));
        writer.writeRaw(change.value);
    }
}

void writeChanges(JsonWriter &writer, const MessageFormat &format, const SharedMembers &members,
    std::span<const PropertyChange> changes)
{
    format.beginRequest(writer, "rpc.changed", true);
    writer.beginObject();
    writer.key(QUtf8StringView(members.objectName));
    writer.beginObject();
    writeValues(writer, members, changes);
    writer.endObject();
    writer.endObject();
    format.endNotification(writer);
}

QByteArrayView SpelledEvent::in(const MessageFormat &format)
{
    auto spelling = std::ranges::find(m_spellings, &format, &Spelling::format);
    if (spelling == m_spellings.end()) {
        spelling = m_spellings.insert(spelling, Spelling{&format});
        if (m_event.signal < 0)
            writeChanges(spelling->writer, format, *m_event.members, m_event.changes);
        else
            writeSignal(spelling->writer, format, m_event);
    }
    return spelling->writer.view();
}

} // namespace WebSocketRpc
