// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "answer_p.h"

#include "logging_p.h"

#include <QAbstractEventDispatcher>
#include <QFutureWatcher>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

Error internalError(const QByteArray &where, const QString &text, bool revealExceptions)
{
    qCDebug(lcDispatch, "%s failed: %s", where.constData(), qUtf8Printable(text));
    return {Error::InternalError,
        revealExceptions ? u"internal error: "_s + text : u"internal error"_s};
}

// An Error that arose on this side and has no code, such as the timeout of a nested call, is for the
// peer an exception as any other.
Error errorForPeer(const QByteArray &where, const Error &error, bool revealExceptions)
{
    if (error.kind() == Error::Kind::Remote)
        return error;
    if (error.code() != 0)
        return {error.code(), error.message(), error.data()};
    return internalError(where, error.message(), revealExceptions);
}

Error noResult()
{
    return {Error::InternalError, u"the method gave no result"_s};
}

// The QFuture at `future`, seen as `observed`, is finished.
SettledAnswer settle(
    const Method &method, QFuture<void> &observed, const void *future, bool revealExceptions)
{
    try {
        observed.waitForFinished(); // throws what the future failed with
    } catch (...) {
        return errorFromException(method.signature, revealExceptions);
    }
    const ResultType &result = method.result;
    if (!result.codec)
        return observed.isCanceled() ? SettledAnswer(noResult()) : Answer();
    const void *const value = result.future->firstResult(future);
    return value ? SettledAnswer(Answer{result.codec, value, result.typeName}) : noResult();
}

class FutureAnswer final : public PendingAnswer
{
public:
    FutureAnswer(const Candidate &candidate, const void *future, bool revealExceptions)
        : m_candidate(candidate)
        , m_future(candidate.method->result.type, future)
        , m_revealExceptions(revealExceptions)
    {
    }

    ~FutureAnswer() override
    {
        if (m_isDelivering) // inside the watcher's signal
            m_watcher.release()->deleteLater();
    }
    Q_DISABLE_COPY_MOVE(FutureAnswer)

    void whenSettled(std::function<void(const SettledAnswer &)> settled) override
    {
        Q_ASSERT(!m_watcher);
        m_watcher = std::make_unique<QFutureWatcher<void>>();
        QObject::connect(m_watcher.get(), &QFutureWatcherBase::finished, m_watcher.get(),
            [this, settled = std::move(settled)] { deliver(settled); });
        m_watcher->setFuture(observe());
    }

    // Where a method says nothing, Qt counts the results.
    [[nodiscard]] Progress progress() const override
    {
        const QFuture<void> observed = observe();
        const bool hasRange = observed.progressMinimum() != 0 || observed.progressMaximum() != 0;
        if (!hasRange && observed.progressText().isEmpty()
            && observed.progressValue() == observed.resultCount())
            return {};
        return {observed.progressValue(), observed.progressMinimum(), observed.progressMaximum(),
            observed.progressText()};
    }

    void followProgress(std::function<void()> changed) override
    {
        Q_ASSERT(m_watcher);
        if (progress() != Progress())
            changed();
        QFutureWatcherBase *const watcher = m_watcher.get();
        QObject::connect(watcher, &QFutureWatcherBase::progressRangeChanged, watcher, changed);
        QObject::connect(watcher, &QFutureWatcherBase::progressValueChanged, watcher, changed);
        QObject::connect(watcher, &QFutureWatcherBase::progressTextChanged, watcher, changed);
    }

    void cancel() override { observe().cancel(); }

    void release(std::shared_ptr<void> token) override
    {
        QObject *const thread = QAbstractEventDispatcher::instance();
        const QFuture<void> observed = observe();
        if (observed.isFinished() || !thread)
            return;
        m_watcher.reset(); // that would tell whoever is gone
        auto *const watcher = new QFutureWatcher<void>(thread);
        QObject::connect(watcher, &QFutureWatcherBase::finished, watcher,
            [watcher, token = std::move(token)] { watcher->deleteLater(); });
        watcher->setFuture(observed);
    }

private:
    [[nodiscard]] QFuture<void> observe() const
    {
        return m_candidate.method->result.future->observe(m_future.constData());
    }

    // `settled` may destroy this.
    void deliver(const std::function<void(const SettledAnswer &)> &settled)
    {
        m_isDelivering = true;
        QFuture<void> observed = m_watcher->future();
        settled(settle(*m_candidate.method, observed, m_future.constData(), m_revealExceptions));
    }

    Candidate m_candidate;
    QVariant m_future;
    bool m_revealExceptions;
    bool m_isDelivering = false;
    std::unique_ptr<QFutureWatcher<void>> m_watcher;
};

} // namespace

Error errorFromException(const QByteArray &where, bool revealExceptions)
{
    try {
        throw;
    } catch (const Error &error) {
        return errorForPeer(where, error, revealExceptions);
    } catch (const std::exception &exception) {
        return internalError(where, QString::fromUtf8(exception.what()), revealExceptions);
    } catch (...) {
        return internalError(where, u"unknown exception"_s, revealExceptions);
    }
}

std::unique_ptr<Error> write(
    JsonWriter &writer, const Answer &answer, const WriteContext &context, bool revealExceptions)
{
    if (!answer.codec) {
        writer.writeNull();
        return {};
    }
    try {
        const MismatchPtr mismatch = answer.codec->write(answer.value, writer, context);
        if (!mismatch)
            return {};
        return std::make_unique<Error>(
            Error::InternalError, u"the result cannot be written: "_s + mismatch->toString());
    } catch (...) {
        return std::make_unique<Error>(
            errorFromException(QByteArrayLiteral("writing a result"), revealExceptions));
    }
}

Outcome outcomeOfFuture(const Candidate &candidate, const void *future, bool revealExceptions)
{
    QFuture<void> observed = candidate.method->result.future->observe(future);
    if (!observed.isFinished())
        return std::make_unique<FutureAnswer>(candidate, future, revealExceptions);
    return std::visit([](auto &&settled) { return Outcome(std::move(settled)); },
        settle(*candidate.method, observed, future, revealExceptions));
}

} // namespace WebSocketRpc
