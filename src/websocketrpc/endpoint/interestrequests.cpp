// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "interestrequests_p.h"

#include "caller_p.h"
#include "exceptionerror_p.h"
#include "signalinterest_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

// The result of a request whose codec has passed the values on.
struct Read
{
};

// Passes on the values of properties, and skips the answer of any other request.
class ValuesCodec final : public Codec
{
public:
    explicit ValuesCodec(InterestRequests::ValuesReader read) : m_read(std::move(read)) { }

    MismatchPtr read(const JsonValue &in, void *, const ReadOptions &) const override
    {
        if (m_read && !m_read(in))
            return mismatch(expected(), in);
        return {};
    }
    MismatchPtr write(const void *, JsonWriter &, const WriteContext &) const override
    {
        return mismatch(u"a value to write"_s, expected());
    }
    Fit fit(const JsonValue &, const ReadOptions &) const override { return Fit::None; }
    QString expected() const override { return u"the properties of objects"_s; }

private:
    const InterestRequests::ValuesReader m_read;
};

class AnswerStep final : public Detail::ReplyStep
{
public:
    AnswerStep(std::weak_ptr<Detail::CallTarget> target, InterestRequests::Answered answered)
        : m_target(std::move(target))
        , m_answered(std::move(answered))
    {
    }

    void run(std::unique_ptr<ReplyStep>, const Detail::ReplyStateBase::Pointer &settled) override
    {
        const Detail::Failure::Pointer failure = settled->failure();
        if (failure)
            failure->setHandled();
        if (const auto alive = m_target.lock())
            m_answered(failure ? std::optional(errorFrom(failure->reason())) : std::nullopt);
    }

private:
    const std::weak_ptr<Detail::CallTarget> m_target;
    const InterestRequests::Answered m_answered;
};

QByteArray argumentsFor(const std::string &name)
{
    JsonWriter arguments;
    arguments.beginObject();
    arguments.key("names");
    arguments.beginArray();
    arguments.writeString(name.data(), name.size());
    arguments.endArray();
    arguments.endObject();
    return arguments.view().toByteArray();
}

} // namespace

InterestRequests::InterestRequests(
    Caller &caller, std::shared_ptr<const Detail::CallOrigin> origin, ValuesReader readValues)
    : m_caller(caller)
    , m_origin(std::move(origin))
    , m_readValues(std::move(readValues))
{
}

void InterestRequests::send(const char *method, const std::string &name, Answered answered) const
{
    const bool hasValues = QByteArrayView(method) == PropertyInterest::beginMethod;
    const Detail::ReplyState<Read>::Pointer state(new Detail::ReplyState<Read>);
    state->setMethod(method);
    m_caller.callWithCodec({.method = method, .arguments = argumentsFor(name)},
        std::make_shared<ValuesCodec>(hasValues ? m_readValues : nullptr),
        Detail::ResultPromise(state));
    state->whenSettled(std::make_unique<AnswerStep>(m_origin->target, std::move(answered)));
}

} // namespace WebSocketRpc
