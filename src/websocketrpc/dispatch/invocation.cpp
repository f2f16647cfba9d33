// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "invocation_p.h"

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

void construct(QMetaType type, std::byte *where)
{
    if (type.flags() & QMetaType::NeedsConstruction)
        type.construct(where);
    else
        std::memset(where, 0, type.sizeOf());
}

void destruct(QMetaType type, std::byte *where)
{
    if (type.flags() & QMetaType::NeedsDestruction)
        type.destruct(where);
}

QVariant valueAt(QMetaType type, const std::byte *where)
{
    const void *const data = where;
    return type.id() == QMetaType::QVariant ? *static_cast<const QVariant *>(data)
                                            : QVariant(type, data);
}

std::unique_ptr<Error> wrongArgument(
    const Method &method, const Parameter &parameter, const Mismatch &mismatch)
{
    const QString place =
        method.takesWholeParams ? u"params"_s : describeArgument(method, parameter);
    return std::make_unique<Error>(
        Error::InvalidParams, u"%1: %2"_s.arg(place, mismatch.toString()));
}

} // namespace

Invocation::Invocation(Invocation &&other) noexcept
    : m_target(other.m_target)
    , m_heap(std::move(other.m_heap))
    , m_frame(std::exchange(other.m_frame, nullptr))
    , m_further(std::move(other.m_further))
{
    Q_ASSERT(m_heap);
}

Invocation::~Invocation()
{
    if (m_frame && !m_target.method->isFramePlain)
        destroyFrame();
}

std::optional<Error> Invocation::prepare(
    const std::vector<Candidate> &candidates, const Message &message, StreamFactory *streams)
{
    Q_ASSERT(!m_frame);
    if (std::ranges::any_of(candidates, isGone)) {
        std::vector<Candidate> alive = candidates;
        std::erase_if(alive, isGone);
        return alive.empty() ? methodNotFound(message.method) : prepare(alive, message, streams);
    }

    try {
        if (candidates.size() == 1 && accepts(*candidates.front().method, message.params)) {
            m_target = candidates.front();
        } else {
            auto choice = chooseOverload(candidates, message.params);
            if (auto *error = std::get_if<Error>(&choice))
                return std::move(*error);
            m_target = *std::get<const Candidate *>(choice);
        }
        createFrame();
        if (const auto error = read(message.params, streams))
            return *error;
        return {};
    } catch (...) { // from a user's converter
        return errorFromException(candidates.front().method->signature, false);
    }
}

std::unique_ptr<Error> Invocation::read(
    const std::optional<JsonValue> &params, StreamFactory *streams)
{
    ReadOptions options = readOptions(m_target);
    options.streams = streams;
    std::unique_ptr<Error> error;
    forEachArgument(
        *m_target.method, params, [&](const Parameter &parameter, const JsonValue &value) {
            const MismatchPtr mismatch =
                parameter.codec->read(value, m_frame + parameter.offset, options);
            if (mismatch)
                error = wrongArgument(*m_target.method, parameter, *mismatch);
            else if (m_target.method->takesMore)
                keepFurther(parameter);
            return !mismatch;
        });
    return error;
}

// They come one after the other to the place of the last parameter.
void Invocation::keepFurther(const Parameter &parameter)
{
    if (&parameter != &m_target.method->parameters.back())
        return;
    if (!m_further)
        m_further = std::make_unique<QVariantList>();
    m_further->append(valueAt(parameter.type, m_frame + parameter.offset));
}

Outcome Invocation::run(const std::optional<CallContext> &context, bool revealExceptions)
{
    QObject *const object = m_target.exposure->object;
    if (!object)
        return methodNotFound(m_target.method->nameView());
    Q_ASSERT(object->thread() == QThread::currentThread());
    Q_ASSERT(context || !wantsContext());
    try {
        if (m_target.method->script)
            callScript(object, *context);
        else
            call(object, context ? &*context : nullptr);
    } catch (...) {
        return errorFromException(m_target.method->signature, revealExceptions);
    }

    const ResultType &result = m_target.method->result;
    const std::byte *const value = m_frame + result.offset;
    if (result.future)
        return outcomeOfFuture(m_target, value, revealExceptions);
    return result.codec ? Answer{result.codec, value, result.typeName} : Answer();
}

void Invocation::forgetResult()
{
    const ResultType &result = m_target.method->result;
    destruct(result.type, m_frame + result.offset);
    construct(result.type, m_frame + result.offset);
}

// The context is passed as it is: a method takes it by value or as a const reference.
void Invocation::call(QObject *object, const CallContext *context)
{
    const Method &method = *m_target.method;
    QVarLengthArray<void *, 16> arguments(qsizetype(method.parameters.size()) + 1);
    void **argument = arguments.data();
    *argument++ = method.answers() ? m_frame + method.result.offset : nullptr;
    for (const Parameter &parameter : method.parameters) {
        *argument++ = parameter.codec ? static_cast<void *>(m_frame + parameter.offset)
                                      : const_cast<CallContext *>(context);
    }
    if (const Detail::Handler *const handler = method.handler.get())
        handler->call(handler->function.get(), arguments.data());
    else
        QMetaObject::metacall(
            object, QMetaObject::InvokeMetaMethod, method.index, arguments.data());
}

void Invocation::callScript(QObject *object, const CallContext &context)
{
    const Method &method = *m_target.method;
    QVariantList arguments;
    for (const Parameter &parameter : method.parameters)
        arguments.append(valueAt(parameter.type, m_frame + parameter.offset));
    if (m_further) {
        arguments.removeLast();
        arguments.append(*m_further);
    }
    void *const result = m_frame + method.result.offset;
    *static_cast<QFuture<QVariant> *>(result) =
        method.script->call(object, object->metaObject()->method(method.index), arguments, context);
}

// The frame is there once it is complete: a constructor that throws leaves none to destroy.
void Invocation::createFrame()
{
    const Method &method = *m_target.method;
    std::byte *const frame = reserveFrame(method.frameSize, method.frameAlignment);
    if (method.isFramePlain) {
        std::memset(frame, 0, method.frameSize);
        m_frame = frame;
        return;
    }
    if (method.answers())
        construct(method.result.type, frame + method.result.offset);
    for (const Parameter &parameter : method.parameters) {
        if (parameter.codec)
            construct(parameter.type, frame + parameter.offset);
    }
    m_frame = frame;
}

std::byte *Invocation::reserveFrame(std::size_t size, std::size_t alignment)
{
    if (size <= inlineSize && !m_target.method->mayReturnStreams
        && alignment <= alignof(std::max_align_t))
        return m_inline;
    std::size_t room = size + alignment;
    m_heap = std::make_unique<std::byte[]>(room);
    void *start = m_heap.get();
    return static_cast<std::byte *>(std::align(alignment, size, start, room));
}

void Invocation::destroyFrame()
{
    const Method &method = *m_target.method;
    if (method.answers())
        destruct(method.result.type, m_frame + method.result.offset);
    for (const Parameter &parameter : method.parameters) {
        if (parameter.codec)
            destruct(parameter.type, m_frame + parameter.offset);
    }
}

} // namespace WebSocketRpc
