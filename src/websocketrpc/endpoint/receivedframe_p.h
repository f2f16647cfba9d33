// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "jsonreader_p.h"
#include "jsonwriter_p.h"
#include "messageformat_p.h"
#include "outline_p.h"
#include "pool_p.h"
#include "transport_p.h"

#include <websocketrpc/limits.h>

namespace WebSocketRpc {

// The answers to one batch, which leave together when the last of them is there.
struct BatchAnswers
{
    JsonWriter writer;
    quint64 connection = 0; // that it came from
    Transport::Format format = Transport::Format::Text; // that it came in
    int awaited = 1; // the requests not yet answered, and the reading of the batch itself
    std::optional<Error> refusal = {}; // sent instead, where no request is answered
};

// One frame as it came, until it is read.
using Frame = std::unique_ptr<JsonText>;
using FramePool = Pool<Frame, 64>; // as many as are usual in one turn of the event loop

// A received frame, read message by message. Each has a reader of its own, so that a nested event
// loop inside a method goes on with the next message, and then with the next frame.
class ReceivedFrame
{
public:
    // A message or a batch by itself, or an array of those.
    enum class Content { Single, Shared };

    // Why a text is not read, and what is known of it nevertheless.
    struct Refusal
    {
        Error error;
        Outline outline;
    };

    // A refusal if the frame is not read. What it has read it takes over, and leaves a buffer in its
    // place.
    [[nodiscard]] std::optional<Refusal> open(
        JsonText &frame, Content content, const Limits &limits, const MessageFormat &format);

    // The format that it is in; null where it could be any. Only before the first next().
    [[nodiscard]] const MessageFormat *format() const { return formatOf(m_value); }
    // The error for a batch in a format that has none; the batch is then not read.
    [[nodiscard]] std::optional<Error> refuseBatch(const MessageFormat &format);

    // The type of frame that it came in; answers use the same.
    [[nodiscard]] Transport::Format transportFormat() const { return m_transportFormat; }
    void setTransportFormat(Transport::Format format);

    [[nodiscard]] bool hasMore() const { return m_left > 0; }
    // What comes next: a message, unless one of the others is there.
    struct Entry
    {
        Message message = {};
        Frame batch = {}; // to be opened as if it were a frame
        std::optional<Refusal> refusal = {}; // of an entry that exceeds the limits
    };
    [[nodiscard]] Entry next(const MessageFormat &format);

    // Null where the frame is no batch.
    [[nodiscard]] const std::shared_ptr<BatchAnswers> &batch() const { return m_batch; }
    // The error for each request of a batch that is longer than the limit; otherwise null.
    [[nodiscard]] const std::optional<Error> &batchRefusal() const { return m_batchRefusal; }

    void clear();
    [[nodiscard]] bool isLarge() const { return m_reader.isLarge(); }
    void shrink(); // clears, and gives back what an unusually large frame took

private:
    [[nodiscard]] std::optional<Error> read(JsonText &frame);
    [[nodiscard]] std::optional<Error> openBatch();
    [[nodiscard]] std::optional<Error> openShared();
    void begin(std::size_t count);
    [[nodiscard]] Entry readNext(const MessageFormat &format, std::size_t index);
    [[nodiscard]] Entry readShared(
        const JsonValue &value, const MessageFormat &format, std::size_t index) const;
    [[nodiscard]] std::optional<Error> excess(std::string_view message) const;

    Limits m_limits; // of the endpoint when the frame came
    JsonReader m_reader;
    JsonValue m_value;
    JsonArray::Iterator m_entry;
    std::size_t m_index = 0;
    std::size_t m_averageSize = 0; // of the messages; 0 where they may be large
    std::size_t m_left = 0; // entries to be read; 1 where the frame is no array
    Content m_content = Content::Single;
    Transport::Format m_transportFormat = Transport::Format::Text;
    std::shared_ptr<BatchAnswers> m_batch;
    std::optional<Error> m_batchRefusal;
};

} // namespace WebSocketRpc
