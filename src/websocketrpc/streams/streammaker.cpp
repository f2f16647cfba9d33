// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "streammaker_p.h"

#include <websocketrpc/error.h>

#include <algorithm>

namespace WebSocketRpc::Detail {

using namespace Qt::StringLiterals;

namespace {

std::exception_ptr threadHasEnded()
{
    return std::make_exception_ptr(Error(
        Error::Kind::Closed, u"the thread that the values of the stream came from has ended"_s));
}

std::exception_ptr isWithdrawn()
{
    return std::make_exception_ptr(
        Error(Error::Kind::Cancelled, u"the request for values was cancelled"_s));
}

std::exception_ptr objectIsGone()
{
    return std::make_exception_ptr(
        Error(Error::InternalError, u"the object that made the stream is gone"_s));
}

} // namespace

StreamRequest::~StreamRequest()
{
    if (m_answer)
        answer({.values = StreamBatch(*m_type), .isLast = true, .failure = threadHasEnded()});
}

StreamMaker::StreamMaker(const StreamType &type, std::unique_ptr<StreamSource> source)
    : m_type(type)
    , m_source(std::move(source))
    , m_isOver(!m_source)
{
}

StreamMaker::~StreamMaker()
{
    QObject::disconnect(m_threadEnds);
    QObject::disconnect(m_objectDies);
}

void StreamMaker::keep(std::shared_ptr<void> referred, QObject *object)
{
    if (!m_home->isCurrent() || !m_source || !m_source->mayReferToArguments())
        return; // one from elsewhere refers to nothing here
    m_referred = std::move(referred);
    if (!object)
        return endHere(objectIsGone());
    m_objectDies = QObject::connect(object, &QObject::destroyed, [weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->endHere(objectIsGone());
    });
}

// The destructors are user code and may do anything.
void StreamMaker::dropSource()
{
    QObject::disconnect(m_objectDies);
    const std::shared_ptr<void> referred = std::move(m_referred);
    const std::unique_ptr<StreamSource> source = std::move(m_source);
}

quint64 StreamMaker::request(StreamRequest request)
{
    const quint64 number = request.number = ++m_latestRequest;
    m_home->post([self = shared_from_this(), request = std::move(request)]() mutable {
        self->add(std::move(request));
    });
    return number;
}

void StreamMaker::add(StreamRequest request)
{
    m_latestToCome = std::max(m_latestToCome, request.number);
    if (std::erase(m_withdrawn, request.number) > 0)
        return request.answer({.values = StreamBatch(m_type), .failure = isWithdrawn()});
    m_requests.push_back(std::move(request));
    serve();
}

void StreamMaker::withdraw(quint64 number)
{
    if (m_home->isCurrent())
        withdrawHere(number);
    else
        m_home->post([self = shared_from_this(), number] { self->withdrawHere(number); });
}

// If values are being made for the request, they are still handed over; otherwise they would be lost.
void StreamMaker::withdrawHere(quint64 number)
{
    if (number > m_latestToCome)
        return m_withdrawn.push_back(number);
    const auto first = m_requests.begin() + (m_isMaking ? 1 : 0);
    const auto found = std::ranges::find(first, m_requests.end(), number, &StreamRequest::number);
    if (found == m_requests.end())
        return;
    StreamRequest request = std::move(*found);
    m_requests.erase(found);
    request.answer({.values = StreamBatch(m_type), .failure = isWithdrawn()});
}

void StreamMaker::setReadAhead(const ReadAhead &readAhead)
{
    const auto set = [self = shared_from_this(), readAhead] {
        if (self->m_source)
            self->m_source->setReadAhead(readAhead);
    };
    if (m_home->isCurrent())
        set();
    else
        m_home->post(set);
}

void StreamMaker::end(const std::exception_ptr &failure)
{
    if (m_home->isCurrent())
        endHere(failure);
    else
        m_home->post([self = shared_from_this(), failure] { self->endHere(failure); });
}

void StreamMaker::endHere(const std::exception_ptr &failure)
{
    if (m_isOver)
        return;
    const auto self = shared_from_this();
    m_isOver = true;
    m_failure = failure;
    if (!m_isMaking)
        dropSource();
    std::deque<StreamRequest> requests = std::exchange(m_requests, {});
    for (StreamRequest &request : requests)
        request.answer({.values = StreamBatch(m_type), .isLast = true, .failure = failure});
}

void StreamMaker::serveSoon()
{
    m_home->post([self = shared_from_this()] { self->serve(); });
}

void StreamMaker::serve()
{
    if (m_isMaking || m_requests.empty())
        return; // what is asked for in an event loop of the source is made when that has ended
    StreamPortion portion{.values = StreamBatch(m_type)};
    if (!m_isOver && !make(portion.values))
        return;
    portion.isLast = m_isOver;
    portion.failure = m_failure;
    StreamRequest request = std::move(m_requests.front());
    m_requests.pop_front();
    if (!m_requests.empty())
        serveSoon();
    request.answer(std::move(portion));
}

bool StreamMaker::make(StreamBatch &values)
{
    StreamQuota quota(m_requests.front().most());
    auto made = StreamSource::Made::End;
    std::exception_ptr failure;
    m_isMaking = true;
    try {
        made = m_source->make(values.list(), quota);
    } catch (...) {
        failure = std::current_exception();
    }
    m_isMaking = false;
    if (m_isOver) { // meanwhile, and those who asked have been told
        dropSource();
        return false;
    }
    if (made == StreamSource::Made::End) {
        m_isOver = true;
        m_failure = failure;
        dropSource();
        return true;
    }
    if (!values.isEmpty())
        return true;
    if (made == StreamSource::Made::Wait)
        waitForSource();
    else
        serveSoon();
    return false;
}

void StreamMaker::waitForSource()
{
    if (!m_threadEnds) {
        m_threadEnds = QObject::connect(
            QThread::currentThread(), &QThread::finished, [weak = weak_from_this()] {
                if (const auto self = weak.lock())
                    self->endHere(threadHasEnded());
            });
    }
    m_source->whenReady([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->serveSoon();
    });
}

} // namespace WebSocketRpc::Detail
