// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "errand_p.h"
#include "shareparams_p.h"

// How a peer sets a property.
namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

std::variant<QVariant, Error> readValue(
    const SharedMembers &members, int place, const QString &name, const JsonValue &json)
{
    const SharedProperty &property = members.properties[std::size_t(place)];
    if (name.toUtf8() != property.fullName) // but that of the object
        return Error(Error::InvalidParams, u"'%1' is not a single property"_s.arg(name));
    if (!property.isWritable)
        return Error(Error::InvalidParams, u"the property '%1' cannot be written"_s.arg(name));
    try {
        QVariant value(property.type);
        const bool isVariant = property.type.id() == QMetaType::QVariant;
        void *const data = isVariant ? &value : value.data();
        if (const auto mismatch = property.codec->read(json, data, members.readOptions))
            return Error(
                Error::InvalidParams, u"property '%1': %2"_s.arg(name, mismatch->toString()));
        return value;
    } catch (...) { // from a user's converter
        return errorFromException(property.fullName, false);
    }
}

std::optional<Error> writeProperty(
    SharedObject &object, int place, const QVariant &value, bool revealsExceptions)
{
    const QByteArray &name = object.members()->properties[std::size_t(place)].fullName;
    try {
        if (object.write(place, value))
            return {};
        return Error(Error::InvalidParams,
            u"the property '%1' did not take the value"_s.arg(QString::fromUtf8(name)));
    } catch (...) {
        return errorFromException(name, revealsExceptions);
    }
}

Error threadHasEnded()
{
    return Error(Error::InternalError, u"the thread of the object has ended"_s);
}

} // namespace

void ShareRequests::set(const Message &message, const AnswerPlace &place)
{
    const auto setting = readSetting(message);
    if (const auto *error = std::get_if<Error>(&setting))
        return m_answers.answer(place, *error);
    const auto &[name, json] = std::get<PropertySetting>(setting);
    if (const auto error = m_guard.authorize(name, message.id))
        return m_answers.answer(place, *error);
    const auto found = find({name}, Member::Property);
    if (const auto *error = std::get_if<Error>(&found))
        return m_answers.answer(place, *error);
    const SharedPlaces &places = std::get<std::vector<SharedPlaces>>(found).front();
    const int property = places.places.front();
    const auto value = readValue(*places.object->members(), property, name, json);
    if (const auto *error = std::get_if<Error>(&value))
        return m_answers.answer(place, *error);
    if (!m_hasEnded)
        write(places.object, property, std::get<QVariant>(value), place);
}

void ShareRequests::write(const std::shared_ptr<SharedObject> &object, int property,
    const QVariant &value, const AnswerPlace &place)
{
    const RequestPtr request = add(place);
    const auto work = [object, property, value, reveals = m_settings.revealsExceptions](
                          std::optional<Error> &error) {
        error = writeProperty(*object, property, value, reveals);
    };
    if (object->isHere()) {
        std::optional<Error> error;
        work(error);
        return written(request, error);
    }
    using Written = std::optional<std::optional<Error>>; // nothing where it was not tried
    runErrand<Written>(
        *object->mailbox(), m_origin->mailbox,
        [work](Written &result) {
            work(result.emplace());
            publishChanges(); // they come home before the answer
        },
        [self = weak_from_this(), target = m_origin->target, request](const Written &result) {
            const auto alive = target.lock();
            if (const auto requests = self.lock(); alive && requests)
                requests->written(request, result.value_or(threadHasEnded()));
        });
}

void ShareRequests::written(const RequestPtr &request, const std::optional<Error> &error)
{
    if (!remove(request))
        return;
    if (error)
        m_answers.answer(request->place(), *error);
    else
        m_answers.answer(request->place(), Answer());
}

} // namespace WebSocketRpc
