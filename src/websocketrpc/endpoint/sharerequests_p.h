// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "callguard_p.h"
#include "registry_p.h"
#include "timer_p.h"

#include <websocketrpc/detail/callhandle.h>

#include <unordered_map>

namespace WebSocketRpc {

// What the peer follows on one connection: the requests rpc.subscribe, rpc.unsubscribe, rpc.watch,
// rpc.unwatch and rpc.set, and what is sent because of them. An object may live in another thread; what
// it tells comes home by letter, in the order in which it happened there.
class ShareRequests final : public Answers::Herald,
                            public std::enable_shared_from_this<ShareRequests>
{
public:
    ShareRequests(const EndpointSettings &settings, Link &link, const Registry &registry,
        std::shared_ptr<const Detail::CallOrigin> origin, const CallGuard &guard, Answers &answers,
        IncomingRuns &runs);
    ~ShareRequests();
    Q_DISABLE_COPY_MOVE(ShareRequests)

    [[nodiscard]] static bool isMeant(std::string_view method);

    void receive(const Message &message, const AnswerPlace &place);
    // What has happened before an answer is sent before it; also where the answer did not come from
    // the thread in which that happened.
    void publishBeforeAnswer() override;
    [[nodiscard]] bool awaitOthers(std::function<void()> then) override;
    void end(); // the connection is lost

private:
    class Follower;
    struct Entry;
    static const Entry table[];

    // A request whose answer may wait for the threads of objects. Its parts are the objects.
    struct Request
    {
        struct Part
        {
            std::shared_ptr<Follower> follower;
            SharedSelection selection;
            std::vector<PropertyChange> values = {}; // what the properties are
        };

        [[nodiscard]] AnswerPlace place() const { return {id, batch, connection, method, format}; }

        MessageId id;
        std::shared_ptr<BatchAnswers> batch;
        quint64 connection;
        std::string method;
        Transport::Format format;
        bool answersValues = false;
        std::vector<Part> parts = {};
        std::size_t awaited = 0;
    };
    using RequestPtr = std::shared_ptr<Request>;
    enum class Member { Signal, Property };

    void subscribe(const Message &message, const AnswerPlace &place);
    void unsubscribe(const Message &message, const AnswerPlace &place);
    void watch(const Message &message, const AnswerPlace &place);
    void unwatch(const Message &message, const AnswerPlace &place);
    void set(const Message &message, const AnswerPlace &place);

    // All of the names or an error.
    [[nodiscard]] std::variant<std::vector<SharedPlaces>, Error> find(
        const QStringList &names, Member member) const;
    void follow(const Message &message, const AnswerPlace &place, Member member);
    void follow(const RequestPtr &request, std::size_t part);
    void unfollow(const Message &message, const AnswerPlace &place, Member member);
    void followed(const RequestPtr &request, std::size_t part, std::vector<PropertyChange> values);
    void finish(const RequestPtr &request);
    void write(const std::shared_ptr<SharedObject> &object, int property, const QVariant &value,
        const AnswerPlace &place);
    void written(const RequestPtr &request, const std::optional<Error> &error);
    [[nodiscard]] RequestPtr add(const AnswerPlace &place);
    [[nodiscard]] bool remove(const RequestPtr &request); // whether it was still waited for
    [[nodiscard]] std::shared_ptr<Follower> followerOf(const std::shared_ptr<SharedObject> &object);

    void receive(Follower &follower, SpelledEvent &event);
    void receiveChanges(Follower &follower, SpelledEvent &event);
    void receiveModel(Follower &follower, SpelledEvent &event);
    void hold(Follower &follower, const PropertyChange &change);
    void sendHeldModel(Follower &follower);
    void sendModel(SpelledEvent &event);
    void noteHolding(Follower &follower);
    void forget(const Follower &follower); // that it holds something
    void noteInRequests(const Follower &follower, const PropertyChange &change);
    void send(QByteArrayView message);
    void sendHeld(Follower &follower);
    void sendAllHeld();
    void awaitRoom();
    void sendHeldIfRead();
    [[nodiscard]] bool isReading() const;

    const EndpointSettings &m_settings;
    Link &m_link;
    const Registry &m_registry;
    const std::shared_ptr<const Detail::CallOrigin> m_origin;
    const CallGuard &m_guard;
    Answers &m_answers;
    IncomingRuns &m_runs;
    std::unordered_map<const SharedObject *, std::shared_ptr<Follower>> m_followers;
    std::vector<std::shared_ptr<Follower>> m_holding; // those with changes that are not sent
    std::vector<RequestPtr> m_requests;
    std::unique_ptr<Timer> m_timer; // while changes are held
    const std::shared_ptr<WriterPool> m_writers = WriterPool::ofCurrentThread();
    LogRate m_log{lcChannel};
    bool m_hasEnded = false;
};

} // namespace WebSocketRpc
