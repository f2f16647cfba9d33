// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "requestsender_p.h"

#include "messageformat_p.h"
#include "reservedmessages_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

Error noBatches(const MessageFormat &format)
{
    return Error(Error::Kind::InvalidCall,
        u"the dialect %1 has no batches"_s.arg(QLatin1StringView(format.rules().name)));
}

void markSent(PendingCall &call)
{
    call.sent = true;
    call.wasSent = true;
}

} // namespace

std::optional<Error> RequestSender::sendCall(JsonWriter &writer, PendingCall &call)
{
    if (call.wantsProgress) [[unlikely]]
        addProgressToken(writer, call.id);
    m_settings.format->endRequest(writer, call.id);
    if (auto error = tooLarge(writer.size())) {
        m_written.clear();
        return error;
    }
    if (!m_written.empty()) [[unlikely]] {
        call.neededExtras().unsentStreams = std::exchange(m_written, {});
        if (auto error = sendStreams(call))
            return error;
    }
    markSent(call);
    m_link.send(writer.view());
    return {};
}

std::optional<Error> RequestSender::spell(JsonWriter &writer, const UnsentMessage &message)
{
    const MessageFormat &format = *m_settings.format;
    if (message.isBatch && !format.rules().batches)
        return noBatches(format);
    if (message.isBatch)
        writer.beginArray();
    for (const auto &[request, id] : message.parts) {
        PendingCall *const call = m_pending.find(id);
        if (auto error = beginRequest(
                writer, format, request, call ? WriteContext{&m_written} : WriteContext()))
            return error;
        if (!m_written.empty())
            call->neededExtras().unsentStreams = std::exchange(m_written, {});
        if (call && call->wantsProgress)
            addProgressToken(writer, id);
        if (id)
            format.endRequest(writer, id);
        else
            format.endNotification(writer);
    }
    if (message.isBatch)
        writer.endArray();
    return tooLarge(writer.size());
}

std::optional<Error> RequestSender::send(const UnsentMessage &message, QByteArrayView written)
{
    const QList<qint64> ids = message.ids();
    for (const qint64 id : ids) {
        PendingCall *const call = m_pending.find(id);
        if (call && call->extras) {
            if (auto error = sendStreams(*call))
                return error;
        }
    }
    for (const qint64 id : ids) {
        if (PendingCall *const call = m_pending.find(id))
            markSent(*call);
    }
    if (ids.isEmpty()) {
        passNotification(written);
        return {};
    }
    if (ids.size() > 1)
        m_pending.noteBatch(ids.first(), ids.last());
    m_link.send(written);
    return {};
}

template<typename Request>
std::optional<Error> RequestSender::sendNotification(const Request &request)
{
    const WriterLease writer(*m_writers);
    if (auto error = beginRequest(*writer, *m_settings.format, request, {}))
        return error;
    m_settings.format->endNotification(*writer);
    if (auto error = tooLarge(writer->size()))
        return error;
    passNotification(writer->view());
    return {};
}

template std::optional<Error> RequestSender::sendNotification(const Detail::CallRequest &);
template std::optional<Error> RequestSender::sendNotification(const EncodedRequest &);

// The peer may say that it could not read it, without an id.
void RequestSender::passNotification(QByteArrayView message)
{
    m_pending.noteNotification();
    m_link.send(message);
}

void RequestSender::sendCancellation(qint64 id)
{
    if (!m_link.isOpen() || !m_settings.format->rules().cancellation)
        return;
    const WriterLease writer(*m_writers);
    writeCancellation(*writer, *m_settings.format, id);
    passNotification(writer->view());
}

void RequestSender::sendProgressRequest(qint64 id)
{
    if (!m_settings.format->rules().progress)
        return;
    const WriterLease writer(*m_writers);
    writeProgressRequest(*writer, *m_settings.format, id);
    passNotification(writer->view());
}

void RequestSender::addProgressToken(JsonWriter &writer, qint64 id) const
{
    if (m_settings.format->rules().progress)
        m_settings.format->addProgressToken(writer, id);
}

Error RequestSender::tooLargeError(std::size_t size) const
{
    return Error(Error::Kind::InvalidCall,
        u"the call of %1 bytes exceeds the limit outgoingMessageSize of %2 bytes"_s.arg(size).arg(
            m_settings.limits.outgoingMessageSize));
}

// Those among the arguments of a call that is sent now. An error is why it must not be sent.
std::optional<Error> RequestSender::sendStreams(PendingCall &call)
{
    std::vector<WrittenStream> streams = std::exchange(call.extras->unsentStreams, {});
    if (streams.empty())
        return {};
    if (!m_streams || !m_settings.format->rules().streams)
        return Error(Error::Kind::InvalidCall,
            u"the dialect %1 has no streams"_s.arg(
                QLatin1StringView(m_settings.format->rules().name)));
    std::vector<qint64> tokens;
    for (const WrittenStream &written : streams)
        tokens.push_back(written.token);
    if (const auto refused = m_streams->add(std::move(streams)))
        return Error(Error::Kind::InvalidCall, refused->message());
    call.extras->streams = std::make_unique<SentStreams>(*m_streams, std::move(tokens));
    return {};
}

} // namespace WebSocketRpc
