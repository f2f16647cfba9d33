// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/streamwriter.h>

namespace WebSocketRpc::Detail {

using namespace Qt::StringLiterals;

/*!
    \class WebSocketRpc::StreamWriter
    \inheaderfile websocketrpc/streamwriter.h
    \inmodule WebSocketRpc
    \brief Writes the values of a Stream as they come.

    A generator is asked for its values; a writer is for values that come by themselves, from a signal
    or from another thread. All functions are thread-safe, and copies of a writer write to the same
    stream.

    End the stream with finish() or fail(). If the last copy of the writer goes before, the stream
    fails.

    What is written waits in the writer until it is read, and write() never refuses a value. Whoever
    can wait asks isFull() and goes on from onRoom(); ReadAhead::values says how many values fill
    a writer.
*/

/*!
    \fn template<typename T> WebSocketRpc::StreamWriter<T>::StreamWriter()
    Makes a writer with a stream of its own.
*/

/*!
    \fn template<typename T> WebSocketRpc::Stream<T> WebSocketRpc::StreamWriter<T>::stream() const
    Returns the stream that this writes, always the same one. Call it in the thread where the stream
    is to be returned from a method or read. When the last copy of the stream is gone and nobody reads
    it, isClosed() becomes true.
*/

/*!
    \fn template<typename T> void WebSocketRpc::StreamWriter<T>::write(T value) const
    Adds \a value to the stream. It is ignored when isClosed() is true.
*/

/*!
    \fn template<typename T> bool WebSocketRpc::StreamWriter<T>::isFull() const
    Returns whether as many values wait as ReadAhead::values says.
*/

/*!
    \fn template<typename T> bool WebSocketRpc::StreamWriter<T>::isClosed() const
    Returns whether the stream has ended, because it was finished or because nobody reads it any more.
*/

/*!
    \fn template<typename T> template<typename F> void WebSocketRpc::StreamWriter<T>::onRoom(QObject *context, F &&function) const
    Calls \a function in the thread of \a context when the writer was full and half of its values
    have been read, each time; and soon once now, if the writer is not full. Replaces what was given before.
*/

/*!
    \fn template<typename T> template<typename F> void WebSocketRpc::StreamWriter<T>::onClosed(QObject *context, F &&function) const
    Calls \a function once in the thread of \a context when isClosed() becomes true; soon, if it is true
    already. Replaces what was given before.
*/

/*!
    \fn template<typename T> void WebSocketRpc::StreamWriter<T>::finish() const
    Ends the stream after the values that were written.
*/

/*!
    \fn template<typename T> void WebSocketRpc::StreamWriter<T>::fail(const WebSocketRpc::Error &error) const
    Ends the stream after the values that were written, with \a error.
*/

namespace {

class WriterSource final : public StreamSource
{
public:
    explicit WriterSource(std::shared_ptr<StreamQueue> queue) : m_queue(std::move(queue)) { }
    ~WriterSource() override { m_queue->close(); }

    Made make(void *list, StreamQuota &quota) override { return m_queue->take(list, quota); }
    void whenReady(std::function<void()> ready) override { m_queue->whenReady(std::move(ready)); }
    void setReadAhead(const ReadAhead &readAhead) override { m_queue->setReadAhead(readAhead); }

private:
    const std::shared_ptr<StreamQueue> m_queue;
};

} // namespace

StreamWriterBase::StreamWriterBase(const StreamType &type)
    : m_shared(std::make_shared<Shared>(type))
{
}

StreamWriterBase::Shared::~Shared()
{
    queue->finish(std::make_exception_ptr(
        Error(Error::InternalError, u"the writer of the stream is gone before it was finished"_s)));
}

std::unique_ptr<StreamSource> StreamWriterBase::source() const
{
    return std::make_unique<WriterSource>(m_shared->queue);
}

} // namespace WebSocketRpc::Detail
