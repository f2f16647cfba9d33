// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/streamsource.h>

#include <QtCore/qfuturewatcher.h>
#include <QtCore/qlist.h>

namespace WebSocketRpc::Detail {

// The results of a QFuture, one after the other.
class WEBSOCKETRPC_EXPORT FutureSource : public StreamSource
{
public:
    ~FutureSource() override;

    Made make(void *list, StreamQuota &quota) final;
    void whenReady(std::function<void()> ready) final;
    void setReadAhead(const ReadAhead &readAhead) final;

protected:
    explicit FutureSource(const QFuture<void> &future);
    [[nodiscard]] const QFutureInterfaceBase &state() const { return m_state; }

private:
    // False if there is no such result any more.
    virtual bool append(void *list, int index) = 0;
    [[nodiscard]] bool isOver() const;
    [[nodiscard]] bool isReady() const;
    void resultsHaveCome();
    void suspendOrResume();

    QFuture<void> m_future;
    const QFutureInterfaceBase m_state; // of it
    QFutureWatcher<void> m_watcher;
    std::function<void()> m_ready;
    qsizetype m_room = ReadAhead().values;
    int m_next = 0; // the first result that has not been read
};

template<typename T>
class FutureSourceOf final : public FutureSource
{
public:
    explicit FutureSourceOf(const QFuture<T> &future)
        : FutureSource(QFuture<void>(future))
        , m_future(future)
    {
    }

private:
    // A future that fails in another thread throws its results away before it says so. An exception is stored in
    // their place.
    bool append(void *list, int index) override
    {
        const QMutexLocker lock(&state().mutex());
        if (state().hasException())
            return false;
        const auto &results = state().resultStoreBase();
        if (!results.contains(index))
            return false;
        static_cast<QList<T> *>(list)->append(results.resultAt(index).template value<T>());
        return true;
    }

    const QFuture<T> m_future; // which the results need; one without a type does not keep them
};

} // namespace WebSocketRpc::Detail
