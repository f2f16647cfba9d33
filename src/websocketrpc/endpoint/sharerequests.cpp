// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "sharerequests_p.h"

#include "errand_p.h"
#include "sharefollower_p.h"
#include "shareparams_p.h"
#include "text_p.h"

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

struct ShareRequests::Entry
{
    std::string_view name;
    void (ShareRequests::*receive)(const Message &message, const AnswerPlace &place);
};

const ShareRequests::Entry ShareRequests::table[] = {
    {"rpc.subscribe", &ShareRequests::subscribe},
    {"rpc.unsubscribe", &ShareRequests::unsubscribe},
    {"rpc.watch", &ShareRequests::watch},
    {"rpc.unwatch", &ShareRequests::unwatch},
    {"rpc.set", &ShareRequests::set},
};

ShareRequests::ShareRequests(const EndpointSettings &settings, Link &link, const Registry &registry,
    std::shared_ptr<const Detail::CallOrigin> origin, const CallGuard &guard, Answers &answers,
    IncomingRuns &runs)
    : m_settings(settings)
    , m_link(link)
    , m_registry(registry)
    , m_origin(std::move(origin))
    , m_guard(guard)
    , m_answers(answers)
    , m_runs(runs)
{
}

ShareRequests::~ShareRequests() = default;

bool ShareRequests::isMeant(std::string_view method)
{
    return std::ranges::find(table, method, &Entry::name) != std::end(table);
}

void ShareRequests::receive(const Message &message, const AnswerPlace &place)
{
    const auto *const entry = std::ranges::find(table, message.method, &Entry::name);
    (this->*entry->receive)(message, place);
}

void ShareRequests::subscribe(const Message &message, const AnswerPlace &place)
{
    follow(message, place, Member::Signal);
}

void ShareRequests::unsubscribe(const Message &message, const AnswerPlace &place)
{
    unfollow(message, place, Member::Signal);
}

void ShareRequests::watch(const Message &message, const AnswerPlace &place)
{
    follow(message, place, Member::Property);
}

void ShareRequests::unwatch(const Message &message, const AnswerPlace &place)
{
    unfollow(message, place, Member::Property);
}

std::variant<std::vector<SharedPlaces>, Error> ShareRequests::find(
    const QStringList &names, Member member) const
{
    std::vector<SharedPlaces> all;
    QStringList unknown;
    for (const QString &name : names) {
        const QByteArray utf8 = name.toUtf8();
        const std::string_view view(utf8.constData(), std::size_t(utf8.size()));
        std::vector<SharedPlaces> found = member == Member::Signal
            ? m_registry.signalsNamed(view)
            : m_registry.propertiesNamed(view);
        if (found.empty())
            unknown.append(u'\'' + excerpt(view) + u'\'');
        std::ranges::move(found, std::back_inserter(all));
    }
    if (unknown.isEmpty())
        return all;
    constexpr qsizetype mostNames = 10;
    if (unknown.size() > mostNames) {
        unknown.resize(mostNames);
        unknown.append(u"…"_s);
    }
    const QString kind = member == Member::Signal ? u"signal"_s : u"property"_s;
    return Error(
        Error::InvalidParams, u"there is no shared %1 %2"_s.arg(kind, unknown.join(u", ")));
}

// User code decides, and may end the connection or take the object away.
void ShareRequests::follow(const Message &message, const AnswerPlace &place, Member member)
{
    const auto names = readNames(message);
    if (const auto *error = std::get_if<Error>(&names))
        return m_answers.answer(place, *error);
    for (const QString &name : std::get<QStringList>(names)) {
        if (const auto error = m_guard.authorize(name, message.id))
            return m_answers.answer(place, *error);
    }
    const auto found = find(std::get<QStringList>(names), member);
    if (const auto *error = std::get_if<Error>(&found))
        return m_answers.answer(place, *error);
    if (m_hasEnded)
        return;
    const RequestPtr request = add(place);
    request->answersValues = member == Member::Property;
    for (const SharedPlaces &places : std::get<std::vector<SharedPlaces>>(found)) {
        const std::shared_ptr<Follower> follower = followerOf(places.object);
        auto part = std::ranges::find(request->parts, follower, &Request::Part::follower);
        if (part == request->parts.end())
            part = request->parts.insert(part, {follower, {}});
        auto &selected =
            member == Member::Signal ? part->selection.sharedSignals : part->selection.properties;
        selected.insert(selected.end(), places.places.begin(), places.places.end());
    }
    request->awaited = request->parts.size();
    // Reading properties may end the connection.
    for (std::size_t part = 0; part < request->parts.size() && !m_hasEnded; ++part)
        follow(request, part);
    if (request->parts.empty())
        finish(request);
}

void ShareRequests::follow(const RequestPtr &request, std::size_t part)
{
    const std::shared_ptr<SharedObject> object = request->parts[part].follower->object;
    const FollowerHandle handle{
        request->parts[part].follower.get(), request->parts[part].follower, m_origin->mailbox};
    const SharedSelection selection = request->parts[part].selection;
    if (object->isHere()) {
        std::vector<PropertyChange> values;
        object->follow(handle, selection, values);
        return followed(request, part, std::move(values));
    }
    runErrand<std::vector<PropertyChange>>(
        *object->mailbox(), m_origin->mailbox,
        [object, handle, selection](
            std::vector<PropertyChange> &values) { object->follow(handle, selection, values); },
        [self = weak_from_this(), target = m_origin->target, request, part](
            std::vector<PropertyChange> values) {
            const auto alive = target.lock();
            if (const auto requests = self.lock(); alive && requests)
                requests->followed(request, part, std::move(values));
        });
}

void ShareRequests::followed(
    const RequestPtr &request, std::size_t part, std::vector<PropertyChange> values)
{
    request->parts[part].values = std::move(values);
    if (--request->awaited == 0)
        finish(request);
}

// What it asked for is sent from now on.
void ShareRequests::finish(const RequestPtr &request)
{
    publishBeforeAnswer(); // into its values
    if (!remove(request))
        return;
    for (const Request::Part &part : request->parts) {
        part.follower->add(part.selection);
        if (request->answersValues && request->batch)
            part.follower->batch = request->batch;
    }
    if (!request->answersValues)
        return m_answers.answer(request->place(), Answer());
    std::ranges::stable_sort(request->parts, {},
        [](const Request::Part &part) { return part.follower->object->members()->objectName; });
    JsonWriter writer;
    writer.beginObject();
    const SharedMembers *latest = nullptr;
    for (const Request::Part &part : request->parts) {
        const SharedMembers &members = *part.follower->object->members();
        if (!latest || latest->objectName != members.objectName) {
            if (latest)
                writer.endObject();
            writer.key(QUtf8StringView(members.objectName));
            writer.beginObject();
        }
        latest = &members;
        writeValues(writer, members, part.values);
    }
    if (latest)
        writer.endObject();
    writer.endObject();
    m_answers.answer(request->place(), EncodedAnswer{writer.view().toByteArray(), "QVariantMap"});
}

void ShareRequests::unfollow(const Message &message, const AnswerPlace &place, Member member)
{
    const auto names = readNames(message);
    if (const auto *error = std::get_if<Error>(&names))
        return m_answers.answer(place, *error);
    const auto found = find(std::get<QStringList>(names), member);
    if (const auto *error = std::get_if<Error>(&found))
        return m_answers.answer(place, *error);
    for (const SharedPlaces &places : std::get<std::vector<SharedPlaces>>(found)) {
        const auto entry = m_followers.find(places.object.get());
        if (entry == m_followers.end())
            continue;
        SharedSelection selection;
        (member == Member::Signal ? selection.sharedSignals : selection.properties) = places.places;
        entry->second->remove(selection);
        places.object->run([key = entry->second.get(), selection](
                               SharedObject &object) { object.unfollow(key, selection); });
    }
    m_answers.answer(place, Answer());
}

ShareRequests::RequestPtr ShareRequests::add(const AnswerPlace &place)
{
    m_requests.push_back(std::make_shared<Request>(
        Request{place.id, place.batch, place.connection, std::string(place.method), place.format}));
    m_runs.countUp();
    return m_requests.back();
}

bool ShareRequests::remove(const RequestPtr &request)
{
    if (std::erase(m_requests, request) == 0)
        return false;
    m_runs.countDown();
    m_runs.noteEnd();
    return true;
}

} // namespace WebSocketRpc
