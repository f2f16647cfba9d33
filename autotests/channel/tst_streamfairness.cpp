// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "streamservice.h"
#include "waitfor.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// Many streams on one connection, all of which are read as fast as they come.
class tst_StreamFairness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"."_s));
        m_pair = std::make_unique<ChannelPair>(ChannelPair::fetchKind());
        m_pair->right().expose(&m_service);
        m_read.assign(streams, 0);
        m_sum = 0;
    }
    void cleanup() { m_pair.reset(); }

    void callOvertakesStreams();
    void streamsShareFairly();

private:
    static constexpr int streams = 200;
    static constexpr int values = 200; // of each
    static constexpr int size = 1000; // of each value

    // Reads them all. `note` hears of each value, after it was counted.
    template<typename F>
    std::vector<Reply<void>> readAll(F &&note)
    {
        std::vector<Reply<void>> replies;
        for (int i = 0; i < streams; ++i) {
            replies.push_back(m_pair->left()
                                  .stream<QString>("texts", values, size)
                                  .each(this, [this, i, note](const QString &) {
                                      ++m_read[i];
                                      ++m_sum;
                                      note(m_read[i]);
                                  }));
        }
        return replies;
    }

    StreamService m_service;
    std::unique_ptr<ChannelPair> m_pair;
    std::vector<int> m_read; // of each stream
    int m_sum = 0;
};

// It has to wait for what is on its way, which sockets buffer too, and not for all who have asked.
void tst_StreamFairness::callOvertakesStreams()
{
    constexpr int before = streams * values / 4;
    constexpr int most = streams * values / 4;
    Reply<int> call;
    int readAtAnswer = 0;
    const auto replies = readAll([&](int) {
        if (m_sum != before)
            return;
        call = m_pair->left().call<int>("add", 1, 2);
        call.then(this, [&](int) { readAtAnswer = m_sum; });
    });
    for (const Reply<void> &reply : replies)
        QVERIFY(settles(reply));
    QCOMPARE(waitFor(call), 3);
    QCOMPARE(m_sum, streams * values);
    QVERIFY2(readAtAnswer - before < most, QByteArray::number(readAtAnswer - before));
}

// Each waits for the others after each of its portions. One of these is a third of a stream here, and
// some are on their way.
void tst_StreamFairness::streamsShareFairly()
{
    int fewest = values; // when the first of them was at its end
    const auto replies = readAll([&](int read) {
        if (read == values)
            fewest = std::min(fewest, std::ranges::min(m_read));
    });
    for (const Reply<void> &reply : replies)
        QVERIFY(settles(reply));
    QVERIFY2(fewest >= values / 5, QByteArray::number(fewest));
}

QTEST_GUILESS_MAIN(tst_StreamFairness)

#include "tst_streamfairness.moc"
