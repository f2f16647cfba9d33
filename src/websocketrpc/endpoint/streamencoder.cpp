// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "streamencoder_p.h"

#include "answer_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

Error errorFor(const std::exception_ptr &exception, bool revealsExceptions)
{
    try {
        std::rethrow_exception(exception);
    } catch (...) {
        return errorFromException(QByteArrayLiteral("making a stream"), revealsExceptions);
    }
}

// The writer adds commas only in an array, so it begins with a bracket, which is left out here.
StreamPage takePage(JsonWriter &writer, qsizetype values)
{
    StreamPage page{writer.view().sliced(1).toByteArray(), values};
    writer.clear();
    return page;
}

} // namespace

StreamEncoder::StreamEncoder(
    WrittenStream stream, qsizetype pageSize, bool revealsExceptions, Deliver deliver)
    : m_stream(std::move(stream))
    , m_isClaimed(state().claim())
    , m_pageSize(pageSize)
    , m_revealsExceptions(revealsExceptions)
    , m_deliver(std::move(deliver))
{
}

void StreamEncoder::request(qsizetype most)
{
    if (!m_isClaimed)
        return deliverSoon({.pages = {},
            .isLast = true,
            .failure = Error(Error::InternalError, u"somebody reads the stream already"_s)});
    // It must not keep the stream, which ends when its reader goes.
    state().request(most, [weak = weak_from_this()](Detail::StreamPortion portion) {
        if (const auto self = weak.lock())
            self->encode(std::move(portion));
    });
}

void StreamEncoder::encode(Detail::StreamPortion portion)
{
    EncodedValues encoded{.pages = {}, .isLast = portion.isLast};
    encoded.failure = write(portion.values, encoded.pages);
    if (!encoded.failure && portion.failure)
        encoded.failure = errorFor(portion.failure, m_revealsExceptions);
    encoded.isLast = encoded.isLast || encoded.failure;
    if (m_channel->isCurrent())
        return m_deliver(std::move(encoded));
    deliverSoon(std::move(encoded));
}

void StreamEncoder::deliverSoon(EncodedValues encoded)
{
    m_channel->post([weak = weak_from_this(), encoded = std::move(encoded)]() mutable {
        if (const auto self = weak.lock())
            self->m_deliver(std::move(encoded));
    });
}

// Getters and converters may throw.
std::optional<Error> StreamEncoder::write(
    Detail::StreamBatch &values, std::vector<StreamPage> &pages) const
{
    JsonWriter writer;
    qsizetype written = 0; // of the present page
    const qsizetype size = values.size();
    for (qsizetype i = 0; i < size; ++i) {
        if (written == 0)
            writer.beginArray();
        const std::size_t before = writer.size();
        const bool neededComma = writer.needsComma();
        const auto error =
            WebSocketRpc::write(writer, {m_stream.value, values.at(i)}, {}, m_revealsExceptions);
        if (error) {
            writer.truncate(before, neededComma);
            if (written > 0)
                pages.push_back(takePage(writer, written));
            return *error;
        }
        if (written > 0
            && qsizetype(writer.size() - before) > m_pageSize) { // it is alone on its page
            const QByteArray value = writer.view().sliced(qsizetype(before) + 1).toByteArray();
            writer.truncate(before, false);
            pages.push_back(takePage(writer, written));
            pages.push_back({value, 1});
            written = 0;
            continue;
        }
        ++written;
        if (qsizetype(writer.size()) >= m_pageSize || i + 1 == size) {
            pages.push_back(takePage(writer, written));
            written = 0;
        }
    }
    return {};
}

} // namespace WebSocketRpc
