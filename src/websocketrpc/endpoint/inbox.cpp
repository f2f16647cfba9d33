// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "inbox_p.h"

#include "counters_p.h"

namespace WebSocketRpc {

bool Inbox::hasEntry() const
{
    return (m_batch && m_batch->hasMore()) || (m_frame && m_frame->hasMore());
}

void Inbox::messageReceived(QByteArrayView utf8, Transport::Format format)
{
    Frame frame = m_texts->take();
    frame->assign(utf8);
    appendFrame(std::move(frame), format);
}

void Inbox::messageHandedOver(QByteArray utf8, Transport::Format format)
{
    Frame frame = m_texts->take();
    frame->take(std::move(utf8));
    appendFrame(std::move(frame), format);
}

void Inbox::textReceived(QStringView text)
{
    Frame frame = m_texts->take();
    frame->assign(text);
    appendFrame(std::move(frame), Transport::Format::Text);
}

void Inbox::transportClosed(int code, const QString &reason)
{
    append(CloseReason{code, reason});
}

void Inbox::appendFrame(Frame frame, Transport::Format format)
{
    appendItem(ReceivedBytes{std::move(frame), format});
    m.link.noteReceived(format);
}

void Inbox::appendItem(Item item)
{
    m_items.append(std::move(item));
    m.hook.requestWakeUp();
}

void Inbox::clear()
{
    m_items.clear();
    m_frame.reset();
    m_batch.reset();
}

void Inbox::close()
{
    m_isClosed = true;
    clear();
}

void Inbox::handleAll()
{
    while (!m_isClosed && !isEmpty()) {
        if (hasEntry()) {
            handleNextEntry();
            continue;
        }
        if (auto *const received = std::get_if<ReceivedBytes>(&m_items.first())) [[likely]] {
            ReceivedBytes bytes = std::move(*received);
            m_items.removeFirst();
            open(std::move(bytes));
        } else {
            const Item item = std::move(m_items.first());
            m_items.removeFirst();
            handle(item);
        }
    }
    giveBack(m_frame);
    giveBack(m_batch);
    m.reports.sendDue();
    m.link.flush();
    if (m_items.isEmpty()) // the flush may have ended the connection
        m.hook.withdrawWakeUp();
}

// Called before user code, which may run a nested event loop and wait there for the rest.
void Inbox::requestRest()
{
    if (!isEmpty())
        m.hook.requestWakeUp();
}

// What happened to the connection.
void Inbox::handle(const Item &item)
{
    requestRest();
    if (const auto *const opened = std::get_if<ConnectionOpened>(&item))
        m.owner.handle(*opened);
    else if (const auto *const due = std::get_if<OpeningStepDue>(&item))
        m.owner.handle(*due);
    else
        m.owner.handle(std::get<CloseReason>(item));
}

void Inbox::open(ReceivedBytes bytes)
{
    using Content = ReceivedFrame::Content;
    openFrame(m_frame, *bytes.frame, m.link.sharesFrames() ? Content::Shared : Content::Single,
        bytes.format);
    m_texts->giveBack(std::move(bytes.frame));
}

// If a method further up the stack came from this frame, the frame is still in use.
void Inbox::openFrame(std::shared_ptr<ReceivedFrame> &place, JsonText &frame,
    ReceivedFrame::Content content, Transport::Format format)
{
    if (!place || place.use_count() > 1)
        place = m_readers->take();
    if (const auto refusal = place->open(frame, content, m.settings.limits, *m.settings.format))
        return refuse(*refusal, format);
    place->setTransportFormat(format);
    if (place->batch() || !m.opening.dialect())
        begin(std::shared_ptr(place)); // user code may put another there
}

void Inbox::giveBack(std::shared_ptr<ReceivedFrame> &place)
{
    if (place.use_count() == 1)
        m_readers->giveBack(std::move(place));
    else
        place.reset();
}

// The first frame of a connection, or one that is a batch.
void Inbox::begin(const std::shared_ptr<ReceivedFrame> &frame)
{
    if (frame->batch())
        frame->batch()->connection = m.link.connection();
    if (!m.opening.dialect())
        learnDialect(*frame); // user code may handle all of it
    if (!frame->batch())
        return;
    if (const auto error = frame->refuseBatch(*m.settings.format))
        m.answers.refuse(*error, nullptr, MessageId::null(), frame->transportFormat());
    if (frame->batchRefusal())
        m.settings.count(&Counters::oversizedBatches);
}

void Inbox::learnDialect(const ReceivedFrame &frame)
{
    requestRest();
    if (m.opening.learnDialect(frame.format()))
        m.owner.dialectLearned();
}

void Inbox::handleNextEntry()
{
    // A message refers into its frame.
    const std::shared_ptr<ReceivedFrame> frame = m_batch && m_batch->hasMore() ? m_batch : m_frame;
    const ReceivedFrame::Entry entry = frame->next(*m.settings.format);
    const Transport::Format format = frame->transportFormat();
    if (entry.refusal)
        return refuse(*entry.refusal, format);
    if (entry.batch)
        return openFrame(m_batch, *entry.batch, ReceivedFrame::Content::Single, format);
    const std::shared_ptr<BatchAnswers> &batch = frame->batch();
    const bool isLast = !frame->hasMore();
    requestRest();
    if (frame->batchRefusal())
        refuseEntry(entry.message, batch, *frame->batchRefusal(), format);
    else
        handle(entry.message, batch, format);
    if (batch && isLast)
        m.answers.release(batch);
}

// In a batch that is too long each call is refused by itself, since its caller waits for an answer with
// its id. Answers are read however many there are.
void Inbox::refuseEntry(const Message &message, const std::shared_ptr<BatchAnswers> &batch,
    const Error &error, Transport::Format format)
{
    const bool isAnswer = message.isResponse || message.kind == Message::Kind::Result
        || message.kind == Message::Kind::Error;
    if (isAnswer)
        return handle(message, batch, format);
    if (message.kind == Message::Kind::Invalid && message.id.kind() == MessageId::Kind::Null)
        batch->refusal = error;
    else
        m.answers.refuse(error, batch, message.id, format, message.method);
}

void Inbox::handle(
    const Message &message, const std::shared_ptr<BatchAnswers> &batch, Transport::Format format)
{
    switch (message.kind) {
    case Message::Kind::Request:
    case Message::Kind::Notification:
        if (ReservedMethods::isReserved(message)) [[unlikely]]
            return m.reserved.receive(message, batch, format);
        if (m.interests) [[unlikely]]
            return handleIfFollowed(message, batch, format);
        return m.callee.receive(message, batch, format);
    case Message::Kind::Result:
    case Message::Kind::Error:
        m.receiver.receive(message);
        return;
    case Message::Kind::Invalid:
        break;
    }
    if (message.isResponse)
        m.receiver.receiveInvalid(message);
    else
        m.answers.refuse(Error(Error::InvalidRequest, QString::fromUtf8(message.problem)), batch,
            message.id, format, message.method);
}

void Inbox::handleIfFollowed(
    const Message &message, const std::shared_ptr<BatchAnswers> &batch, Transport::Format format)
{
    if (!m.interests->receive(message, format))
        m.callee.receive(message, batch, format);
}

// No error is sent for an answer that cannot be read: the peer could take the error for the answer to a
// call of its own.
void Inbox::refuse(const ReceivedFrame::Refusal &refusal, Transport::Format format)
{
    requestRest();
    m.settings.countRefusal(refusal.error);
    if (refusal.outline.hasOthers)
        m.answers.refuse(refusal.error, nullptr, MessageId::null(), format);
    if (!refusal.outline.answered.empty())
        m.receiver.receiveUnreadable(refusal.outline.answered, refusal.error);
}

} // namespace WebSocketRpc
