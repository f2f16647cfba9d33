// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/mailbox.h>

#include <QTest>

#include <thread>

using namespace WebSocketRpc;

namespace {

// A letter's token: `left` of it are there still.
class Token
{
public:
    explicit Token(int &left) : m_left(&left) { ++*m_left; }
    ~Token() { --*m_left; }
    Q_DISABLE_COPY_MOVE(Token)

private:
    int *const m_left;
};

// Ends with the process, after all static objects that were made later.
struct LastThread
{
    ~LastThread()
    {
        thread.reset();
        if (tokens != 0)
            qFatal("a letter outlives its thread");
    }

    int tokens = 0;
    std::unique_ptr<QThread> thread = std::make_unique<QThread>();
};

LastThread &lastThread()
{
    static LastThread last;
    return last;
}

} // namespace

class tst_Mailbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { lastThread(); }

    void isOpenedInItsThread();
    void isClosedWhenItsThreadEnds();
    void isClosedWhenItsThreadNeverRan();
    void isThereForLettersThatAnAdoptedThreadLeaves();
    void outlivesStaticObjects();
};

void tst_Mailbox::isOpenedInItsThread()
{
    QThread thread;
    const auto mailbox = Detail::Mailbox::of(&thread);
    QCOMPARE(Detail::Mailbox::of(&thread), mailbox);
    QVERIFY(!mailbox->isCurrent());
    QThread *where = nullptr;
    mailbox->post([&] {
        where = QThread::currentThread();
        where->quit();
    });
    thread.start();
    QVERIFY(thread.wait());
    QCOMPARE(where, &thread);
}

void tst_Mailbox::isClosedWhenItsThreadEnds()
{
    int tokens = 0;
    int opened = 0;
    QThread thread;
    const auto mailbox = Detail::Mailbox::of(&thread);
    thread.start();
    thread.quit();
    QVERIFY(thread.wait());
    mailbox->post([&opened, token = std::make_unique<Token>(tokens)] { ++opened; });
    QCOMPARE(tokens, 0);
    QCOMPARE(opened, 0);

    // The thread may start again, while somebody keeps what was its mailbox.
    Detail::Mailbox::of(&thread)->post([&] {
        ++opened;
        QThread::currentThread()->quit();
    });
    thread.start();
    QVERIFY(thread.wait());
    QCOMPARE(opened, 1);
}

void tst_Mailbox::isClosedWhenItsThreadNeverRan()
{
    int tokens = 0;
    int opened = 0;
    {
        QThread thread;
        Detail::Mailbox::of(&thread)->post(
            [&opened, token = std::make_unique<Token>(tokens)] { ++opened; });
        QCOMPARE(tokens, 1);
    }
    QCOMPARE(tokens, 0);
    QCOMPARE(opened, 0);
}

// Qt notices the end of a thread that it did not start after the thread_local objects are destroyed.
void tst_Mailbox::isThereForLettersThatAnAdoptedThreadLeaves()
{
    struct Letter
    {
        explicit Letter(int &asked) : count(&asked) { }
        ~Letter()
        {
            for (int i = 0; i < 3; ++i)
                *count += Detail::Mailbox::ofCurrentThread() ? 1 : 0;
        }

        int *const count;
    };
    int asked = 0;
    std::thread([&] {
        Detail::Mailbox::ofCurrentThread()->post([letter = std::make_unique<Letter>(asked)] {});
    }).join();
    QCOMPARE(asked, 3);
}

// Qt 6.8 ends the main thread's QThread when the process exits.
void tst_Mailbox::outlivesStaticObjects()
{
    LastThread &last = lastThread();
    Detail::Mailbox::of(last.thread.get())->post([token = std::make_unique<Token>(last.tokens)] {});
    QCOMPARE(last.tokens, 1);
}

QTEST_GUILESS_MAIN(tst_Mailbox)
#include "tst_mailbox.moc"
