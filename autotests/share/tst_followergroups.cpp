// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "followergroups_p.h"
#include "publisher_p.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

namespace {

enum Property { Temperature, Setpoint };

std::shared_ptr<const SharedMembers> members()
{
    SharedMembers made;
    made.objectName = "t";
    registerModelMessages();
    const auto codec = codecFor(QMetaType::fromType<ModelChanges>());
    made.sharedSignals = {{.name = "t.alarm"},
        {.name = "t.changed",
            .codecs = {std::get<const Codec *>(codec)},
            .tellsModelChanges = true}};
    made.properties.resize(2);
    return std::make_shared<const SharedMembers>(std::move(made));
}

// Keeps what it is told, a line for each event.
class Recorder : public SharedFollower
{
public:
    void receive(SpelledEvent &spelled) override
    {
        const SharedEvent &event = spelled.event();
        QStringList line;
        if (event.model)
            line.append(
                u"steps %1: %2"_s.arg(event.model->steps.size())
                    .arg(QString::fromUtf8(event.arguments.left(qstrlen("[{\"revision\":7")))));
        else if (event.signal >= 0)
            line.append(u"alarm"_s);
        for (const PropertyChange &change : event.changes) {
            const QString name = change.property == Temperature ? u"temperature"_s : u"setpoint"_s;
            line.append(name + u' ' + QString::fromUtf8(change.value));
        }
        told.append(line.join(u", "_s));
    }

    QStringList told;
};

} // namespace

// What is told to a thread that does not listen yet. It has not been started.
class tst_FollowerGroups : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void changesBecomeOne();
    void changeThatWasTakenBackIsNone();
    void signalStaysBetweenChanges();
    void sealSeparatesChanges();
    void publishedChangesAreSealed();
    void changesOfAModelBecomeOne();
    void laterFollowerHearsLaterChanges();
    void followerThatLeftHearsNothing();
    void changesAfterReadingAreNew();

private:
    void change(int property, const QByteArray &value, const QByteArray &former)
    {
        m_groups->tell({.members = m_members, .changes = {{property, value, former}}});
    }
    void changeModel(qint64 revision)
    {
        m_groups->tell(modelEvent(m_members, 1,
            {.revision = revision, .steps = {{ModelStep::Change::InsertRows, 0, 0, 1}}}));
    }
    void follow(const std::shared_ptr<Recorder> &recorder)
    {
        m_groups->add({recorder.get(), recorder, Detail::Mailbox::of(m_thread.get())});
    }
    void listen()
    {
        m_thread->start(); // unless it runs
        Detail::Mailbox::of(m_thread.get())->post([this] { m_thread->quit(); });
        QVERIFY(m_thread->wait());
    }

    const std::shared_ptr<const SharedMembers> m_members = members();
    std::unique_ptr<FollowerGroups> m_groups;
    std::shared_ptr<Recorder> m_recorder;
    std::unique_ptr<QThread> m_thread;
};

void tst_FollowerGroups::init()
{
    m_groups = std::make_unique<FollowerGroups>();
    m_recorder = std::make_shared<Recorder>();
    m_thread = std::make_unique<QThread>();
    follow(m_recorder);
}

void tst_FollowerGroups::changesBecomeOne()
{
    for (int i = 1; i <= 1000; ++i)
        change(Temperature, QByteArray::number(i), QByteArray::number(i - 1));
    change(Setpoint, "7", "6");
    listen();
    QCOMPARE(m_recorder->told, QStringList{u"temperature 1000, setpoint 7"_s});
}

void tst_FollowerGroups::changeThatWasTakenBackIsNone()
{
    change(Temperature, "2", "1");
    change(Temperature, "3", "2");
    change(Temperature, "1", "3");
    listen();
    QCOMPARE(m_recorder->told, QStringList());
}

void tst_FollowerGroups::signalStaysBetweenChanges()
{
    change(Temperature, "2", "1");
    m_groups->tell({.members = m_members, .signal = 0});
    change(Temperature, "3", "2");
    listen();
    QCOMPARE(m_recorder->told, (QStringList{u"temperature 2"_s, u"alarm"_s, u"temperature 3"_s}));
}

void tst_FollowerGroups::sealSeparatesChanges()
{
    change(Temperature, "2", "1");
    FollowerGroups::seal();
    change(Temperature, "3", "2");
    change(Temperature, "4", "3");
    listen();
    QCOMPARE(m_recorder->told, (QStringList{u"temperature 2"_s, u"temperature 4"_s}));
}

// What an answer brings home comes between them.
void tst_FollowerGroups::publishedChangesAreSealed()
{
    struct Teller : Publisher
    {
        explicit Teller(std::function<void()> told) : tell(std::move(told)) { announce(); }
        void publish() override { tell(); }
        const std::function<void()> tell;
    };
    const Teller teller([this] { change(Temperature, "21", "20"); });
    publishChanges();
    change(Temperature, "22", "21");
    listen();
    QCOMPARE(m_recorder->told, QStringList({u"temperature 21"_s, u"temperature 22"_s}));
}

void tst_FollowerGroups::changesOfAModelBecomeOne()
{
    changeModel(1);
    changeModel(2);
    changeModel(3);
    m_groups->tell({.members = m_members, .signal = 0});
    changeModel(4);
    change(Temperature, "3", "2");
    changeModel(5);
    FollowerGroups::seal();
    changeModel(6);
    listen();
    const QStringList told{uR"(steps 3: [{"revision":3)"_s, u"alarm"_s,
        uR"(steps 1: [{"revision":4)"_s, u"temperature 3"_s, uR"(steps 1: [{"revision":5)"_s,
        uR"(steps 1: [{"revision":6)"_s};
    QCOMPARE(m_recorder->told, told);
}

void tst_FollowerGroups::laterFollowerHearsLaterChanges()
{
    const auto later = std::make_shared<Recorder>();
    change(Temperature, "2", "1");
    follow(later);
    FollowerGroups::seal();
    change(Temperature, "3", "2");
    listen();
    QCOMPARE(m_recorder->told, (QStringList{u"temperature 2"_s, u"temperature 3"_s}));
    QCOMPARE(later->told, QStringList{u"temperature 3"_s});
}

void tst_FollowerGroups::followerThatLeftHearsNothing()
{
    const auto other = std::make_shared<Recorder>();
    follow(other);
    m_groups->remove(m_recorder.get());
    change(Temperature, "2", "1");
    listen();
    QCOMPARE(m_recorder->told, QStringList());
    QCOMPARE(other->told, QStringList{u"temperature 2"_s});
}

void tst_FollowerGroups::changesAfterReadingAreNew()
{
    m_thread->start();
    for (int i = 1; i <= 3; ++i) {
        change(Temperature, QByteArray::number(i), QByteArray::number(i - 1));
        QSemaphore read;
        Detail::Mailbox::of(m_thread.get())->post([&read] { read.release(); });
        read.acquire();
    }
    listen();
    QCOMPARE(m_recorder->told,
        (QStringList{u"temperature 1"_s, u"temperature 2"_s, u"temperature 3"_s}));
}

QTEST_GUILESS_MAIN(tst_FollowerGroups)
#include "tst_followergroups.moc"
