// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rowranges_p.h"

#include <QRandomGenerator>
#include <QtTest>

#include <algorithm>

using namespace WebSocketRpc;

namespace {

using Flags = std::vector<bool>; // of each row, whether it is meant

RowRanges rangesOf(const Flags &flags)
{
    RowRanges ranges;
    for (std::size_t row = 0; row < flags.size(); ++row) {
        if (flags[row])
            ranges.add(int(row), 1);
    }
    return ranges;
}

bool areApart(const RowRanges &ranges)
{
    const auto &all = ranges.ranges();
    const auto touches = [](const RowRanges::Range &left, const RowRanges::Range &right) {
        return left.end >= right.first || left.count() <= 0 || right.count() <= 0;
    };
    return std::ranges::adjacent_find(all, touches) == all.end();
}

} // namespace

class tst_RowRanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neighboursBecomeOne();
    void insertedRowsDoNotBelong();
    void followsAnyChange();
};

void tst_RowRanges::neighboursBecomeOne()
{
    RowRanges ranges(3, 2);
    ranges.add(7, 1);
    ranges.add(5, 2);
    QCOMPARE(ranges, RowRanges(3, 5));
    QCOMPARE(ranges.count(), 5);
    ranges.add(0, 0);
    QCOMPARE(ranges.ranges().size(), std::size_t(1));
}

void tst_RowRanges::insertedRowsDoNotBelong()
{
    RowRanges ranges(2, 4);
    ranges.insertRows(3, 2);
    QVERIFY(ranges.contains(2));
    QVERIFY(!ranges.contains(3));
    QVERIFY(!ranges.contains(4));
    QVERIFY(ranges.contains(5));
    ranges.removeRows(3, 2);
    QCOMPARE(ranges, RowRanges(2, 4));
}

// Beside a flag for each row.
void tst_RowRanges::followsAnyChange()
{
    QRandomGenerator random(7);
    Flags flags(40);
    RowRanges ranges;
    for (int i = 0; i < 20'000; ++i) {
        const int size = int(flags.size());
        const int first = random.bounded(size);
        const int count = 1 + random.bounded(std::min(size - first, 6));
        const auto begin = flags.begin() + first;
        switch (random.bounded(6)) {
        case 0:
        case 1:
            std::fill(begin, begin + count, true);
            ranges.add(first, count);
            break;
        case 2:
            std::fill(begin, begin + count, false);
            ranges.remove(first, count);
            break;
        case 3:
            if (size > 60)
                break;
            flags.insert(begin, std::size_t(count), false);
            ranges.insertRows(first, count);
            break;
        case 4:
            if (size < 20)
                break;
            flags.erase(begin, begin + count);
            ranges.removeRows(first, count);
            break;
        case 5: {
            const int to = random.bounded(size - count + 1);
            const int before = to > first ? to + count : to; // the place before the move
            const Flags moved(begin, begin + count);
            flags.erase(begin, begin + count);
            flags.insert(flags.begin() + to, moved.begin(), moved.end());
            ranges.moveRows(first, count, before);
            break;
        }
        }
        QCOMPARE(ranges, rangesOf(flags));
        QVERIFY(areApart(ranges));
        QCOMPARE(ranges.count(), int(std::ranges::count(flags, true)));
        const RowRanges some = ranges.within(first, count);
        for (int row = first; row < std::min(first + count, int(flags.size())); ++row)
            QCOMPARE(some.contains(row), bool(flags[std::size_t(row)]));
    }
}

QTEST_GUILESS_MAIN(tst_RowRanges)

#include "tst_rowranges.moc"
