// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "answerreceiver_p.h"
#include "callee_p.h"
#include "fifo_p.h"
#include "interests_p.h"
#include "opening_p.h"
#include "receivedframe_p.h"
#include "reservedmethods_p.h"

#include <websocketrpc/closereason.h>

#include <variant>

namespace WebSocketRpc {

// Keeps what was received and is not handled yet, frames and events of the connection, in their order.
// It passes each message of a frame to the half of the endpoint that handles it. User code runs then
// and may enter an event loop, which goes on with the rest, so the state is complete before.
class Inbox final : public Transport::Receiver
{
public:
    struct ConnectionOpened
    {
    };
    struct OpeningStepDue
    {
    };

    // What else the endpoint does.
    class Owner
    {
    public:
        virtual void handle(ConnectionOpened) = 0;
        virtual void handle(OpeningStepDue) = 0;
        virtual void handle(const CloseReason &reason) = 0;
        virtual void dialectLearned() = 0;

    protected:
        ~Owner() = default;
    };

    // The parts of the endpoint that messages concern. The handler of `hook` calls handleAll().
    struct Parts
    {
        const EndpointSettings &settings;
        EventHook &hook;
        Link &link;
        AnswerReceiver &receiver;
        Callee &callee;
        Answers &answers;
        ProgressReports &reports;
        ReservedMethods &reserved;
        Opening &opening;
        const std::unique_ptr<Interests> &interests; // null where there are none
        Owner &owner;
    };

    explicit Inbox(const Parts &parts) : m(parts) { }

    void messageReceived(QByteArrayView utf8, Transport::Format format) override;
    void messageHandedOver(QByteArray utf8, Transport::Format format) override;
    void textReceived(QStringView text) override;
    void transportClosed(int code, const QString &reason) override;
    void answersWait() override { m.link.checkBuffer(); }
    template<typename Event> // one that the owner handles
    void append(const Event &event)
    {
        appendItem(event);
    }

    void handleAll();
    [[nodiscard]] bool isEmpty() const { return !hasEntry() && m_items.isEmpty(); }
    void clear(); // nobody waits for what is in it
    void close(); // clears it, and keeps it empty

private:
    struct ReceivedBytes
    {
        Frame frame;
        Transport::Format format;
    };
    using Item = std::variant<ReceivedBytes, ConnectionOpened, OpeningStepDue, CloseReason>;
    using FrameReaders = Pool<std::shared_ptr<ReceivedFrame>>;

    void appendItem(Item item);
    void appendFrame(Frame frame, Transport::Format format);
    [[nodiscard]] bool hasEntry() const; // of a frame that is being read
    void requestRest();
    void handle(const Item &item);
    void open(ReceivedBytes bytes);
    void openFrame(std::shared_ptr<ReceivedFrame> &place, JsonText &frame,
        ReceivedFrame::Content content, Transport::Format format);
    void begin(const std::shared_ptr<ReceivedFrame> &frame);
    void learnDialect(const ReceivedFrame &frame);
    void giveBack(std::shared_ptr<ReceivedFrame> &place);
    void handleNextEntry();
    void handle(const Message &message, const std::shared_ptr<BatchAnswers> &batch,
        Transport::Format format);
    void handleIfFollowed(const Message &message, const std::shared_ptr<BatchAnswers> &batch,
        Transport::Format format);
    void refuse(const ReceivedFrame::Refusal &refusal, Transport::Format format);
    void refuseEntry(const Message &message, const std::shared_ptr<BatchAnswers> &batch,
        const Error &error, Transport::Format format);

    const Parts m;
    Fifo<Item> m_items;
    const std::shared_ptr<FramePool> m_texts = FramePool::ofCurrentThread();
    const std::shared_ptr<FrameReaders> m_readers = FrameReaders::ofCurrentThread();
    std::shared_ptr<ReceivedFrame> m_frame; // the one being read
    std::shared_ptr<ReceivedFrame> m_batch; // the entry of it being read, if that is a batch
    bool m_isClosed = false;
};

} // namespace WebSocketRpc
