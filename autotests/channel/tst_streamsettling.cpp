// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "obedientmaker.h"
#include "sequences.h"
#include "waitfor.h"

#include <QThread>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

enum class Event { Read, DropStream, Cancel, End, Fail, DropLink, DeleteCaller, DeleteCallee };

constexpr Event allEvents[] = {Event::Read, Event::DropStream, Event::Cancel, Event::End,
    Event::Fail, Event::DropLink, Event::DeleteCaller, Event::DeleteCallee};

QByteArray nameOf(const QList<Event> &events)
{
    constexpr const char *names[] = {"read", "drop the stream", "cancel", "end", "fail",
        "drop the link", "delete the caller", "delete the callee"};
    return WebSocketRpc::nameOf(events, names);
}

// One stream, and what happens to it.
class Scene : public QObject
{
public:
    Scene(ChannelPair::Kind kind, QByteArray method, QThread *thread)
        : m_pair(kind)
        , m_method(std::move(method))
    {
        if (thread)
            m_maker->moveToThread(thread);
        m_pair.right().expose(m_maker.get());
    }
    ~Scene() override { m_maker.release()->deleteLater(); }
    Q_DISABLE_COPY_MOVE(Scene)

    // Values that are always there are read one by one, the others as they come.
    void call()
    {
        m_stream = m_pair.left().stream<int>(m_method);
        if (m_method == "made")
            return readSome();
        ++m_readers;
        m_stream->each(this, [this](int value) { note(value); })
            .then(this, [this](const Reply<void> &reply) { noteSettled(reply); });
    }

    void happen(Event event)
    {
        switch (event) {
        case Event::Read:
            return m_method == "made" ? readSome() : m_orders->write();
        case Event::DropStream:
            return m_stream.reset();
        case Event::Cancel:
            if (m_stream)
                m_stream->cancel();
            return;
        case Event::End:
            return m_orders->give(Order::End);
        case Event::Fail:
            return m_orders->give(Order::Fail);
        case Event::DropLink:
            return m_pair.dropLink();
        case Event::DeleteCaller:
            return m_pair.deleteLeft();
        case Event::DeleteCallee:
            return m_pair.deleteRight();
        }
    }

    [[nodiscard]] bool hasBegun() const { return m_orders->hasBegun(); }
    [[nodiscard]] bool isInOrder() const { return m_isInOrder; }
    [[nodiscard]] int readers() const { return m_readers; }
    [[nodiscard]] int settled() const { return m_settled; }
    [[nodiscard]] bool isOver() const
    {
        return m_settled == m_readers && m_orders->isOver()
            && (!m_pair.hasLeft() || isFree(m_pair.left()))
            && (!m_pair.hasRight() || isFree(m_pair.right()));
    }

private:
    static bool isFree(const Channel &channel)
    {
        const ChannelStatistics now = channel.statistics();
        return now.openStreams == 0 && now.readStreams == 0 && now.pendingCalls == 0
            && now.runningCalls == 0;
    }

    void readSome()
    {
        if (!m_stream)
            return;
        ++m_readers;
        m_stream->next(10).then(this, [this](const Reply<QList<int>> &reply) {
            if (!noteSettled(reply))
                return;
            for (const int value : reply.result())
                note(value);
        });
    }
    void note(int value)
    {
        m_isInOrder = m_isInOrder && value == m_last + 1;
        m_last = value;
    }
    template<typename T>
    bool noteSettled(const Reply<T> &reply)
    {
        ++m_settled;
        return !reply.isCanceled();
    }

    const std::shared_ptr<Orders> m_orders = std::make_shared<Orders>();
    std::unique_ptr<Maker> m_maker = std::make_unique<Maker>(m_orders);
    ChannelPair m_pair;
    const QByteArray m_method;
    std::optional<Stream<int>> m_stream;
    bool m_isInOrder = true;
    int m_last = 0;
    int m_readers = 0;
    int m_settled = 0;
};

} // namespace

// Whatever happens to a stream, in whatever order: each reader settles once, no value is lost before
// one that is read, and nothing is left of it on either side.
class tst_StreamSettling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void cleanupTestCase();

    void readersSettleOnceWhateverHappens_data();
    void readersSettleOnceWhateverHappens();

private:
    QThread m_thread;
};

void tst_StreamSettling::initTestCase()
{
    ChannelPair::addRows();
    m_thread.start();
}

void tst_StreamSettling::cleanupTestCase()
{
    m_thread.quit();
    m_thread.wait();
}

void tst_StreamSettling::readersSettleOnceWhateverHappens_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<bool>("isElsewhere");
    QTest::addColumn<bool>("waits"); // for the stream to begin, and for a turn after each event
    for (const QByteArray method : {"made", "written", "pooled"}) {
        for (const bool isElsewhere : {false, true}) {
            const QByteArray name =
                method + (isElsewhere ? " in another thread" : " in the same thread");
            QTest::newRow(name) << method << isElsewhere << true;
            QTest::newRow(name + ", at once") << method << isElsewhere << false;
        }
    }
}

void tst_StreamSettling::readersSettleOnceWhateverHappens()
{
    QFETCH(const QByteArray, method);
    QFETCH(const bool, isElsewhere);
    QFETCH(const bool, waits);
    const ChannelPair::Kind kind = ChannelPair::fetchKind();
    for (const QList<Event> &events : sequences(allEvents, lengthOver(kind))) {
        Scene scene(kind, method, isElsewhere ? &m_thread : nullptr);
        scene.call();
        if (waits)
            QVERIFY2(becomesTrue([&] { return scene.hasBegun(); }), nameOf(events));
        for (const Event event : events) {
            scene.happen(event);
            if (waits)
                QCoreApplication::processEvents();
        }
        scene.happen(Event::End);
        scene.happen(Event::Read);
        scene.happen(Event::DropStream);
        QVERIFY2(becomesTrue([&] { return scene.isOver(); }), nameOf(events));
        QCoreApplication::processEvents();
        QVERIFY2(scene.settled() == scene.readers(), nameOf(events));
        QVERIFY2(scene.isInOrder(), nameOf(events));
    }
}

QTEST_GUILESS_MAIN(tst_StreamSettling)
#include "tst_streamsettling.moc"
