// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelpeer.h"
#include "plantmodel.h"

#include <QtTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

constexpr int mostInt = std::numeric_limits<int>::max();

const ModelOptions all{.name = u"plants"_s,
    .roles = {Qt::DisplayRole, PlantModel::IdRole, PlantModel::WeightRole, PlantModel::DueRole},
    .writable = true,
    .insertable = true,
    .removable = true,
    .sortable = true};

// Of which the first column can only be read.
class Plants : public PlantModel
{
public:
    using PlantModel::PlantModel;

    Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        const Qt::ItemFlags all = PlantModel::flags(index);
        return index.column() == 0 ? all & ~Qt::ItemIsEditable : all;
    }
};

} // namespace

// What peers do to a model.
class tst_ModelWriting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void setsValues_data();
    void setsValues();
    void refusesValues_data();
    void refusesValues();
    void insertsAndRemovesRows();
    void refusesRows_data();
    void refusesRows();
    void rowsThatHaveChangedAreRefused();
    void otherNodesMayHaveChanged();
    void nobodyFollows();
    void sorts();

private:
    [[nodiscard]] qint64 revision() const { return m_peer->mirror.revision; }

    std::unique_ptr<Plants> m_model;
    std::unique_ptr<ModelSource> m_source;
    std::unique_ptr<Peer> m_peer;
};

void tst_ModelWriting::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_peer.reset();
    m_source.reset();
    m_model = std::make_unique<Plants>(PlantModel::Tree, 5);
    m_model->insertRows(0, 3, m_model->index(1, 0));
    m_source = std::make_unique<ModelSource>(m_model.get(), all);
    m_peer = std::make_unique<Peer>(*m_source);
    m_peer->settle();
}

void tst_ModelWriting::setsValues_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QVariant>("value"); // as JSON tells it
    QTest::addColumn<QVariant>("result");
    QTest::newRow("text") << u"display"_s << QVariant(u"a"_s) << QVariant(u"a"_s);
    QTest::newRow("number") << u"weight"_s << QVariant(7LL) << QVariant(7);
    QTest::newRow("integral number") << u"weight"_s << QVariant(7.0) << QVariant(7);
    QTest::newRow("date") << u"due"_s << QVariant(u"2026-12-24"_s) << QVariant(QDate(2026, 12, 24));
}

void tst_ModelWriting::setsValues()
{
    QFETCH(const QString, role);
    QFETCH(const QVariant, value);
    QFETCH(const QVariant, result);
    m_source->set(revision(), 1, 2, 1, role, value);
    const QModelIndex index = m_model->index(2, 1, m_model->index(1, 0));
    QCOMPARE(index.data(m_model->roleNames().key(role.toUtf8())), result);
    m_source->set(revision(), 1, 2, 1, role, value); // rows have not changed
    m_peer->settle();
    QCOMPARE(m_peer->mirror.difference(*m_model), QString());
}

void tst_ModelWriting::refusesValues_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("role");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("message");
    const QString weight = u"weight"_s;
    const auto add = [&](const char *name, int row, int column, const QString &role,
                         const QVariant &value, const QString &message) {
        QTest::newRow(name) << row << column << role << value << message;
    };
    add("negative row", -1, 1, weight, 7,
        u"argument 'row': expected a number from 0 to 4, got -1"_s);
    add("row behind the last", 5, 1, weight, 7, u"argument 'row': expected"_s);
    add("no such row at all", mostInt, 1, weight, 7, u"argument 'row': expected"_s);
    add("negative column", 0, -1, weight, 7, u"argument 'column': expected"_s);
    add("column behind the last", 0, 3, weight, 7,
        u"argument 'column': expected a number from 0 to 2, got 3"_s);
    add("unknown role", 0, 1, u"size"_s, 7, u"there is no shared role 'size'"_s);
    add("role that is not shared", 0, 1, u"edit"_s, u"a"_s, u"there is no shared role 'edit'"_s);
    add("text for a number", 0, 1, weight, u"7"_s, u"argument 'value': expected int, got \"7\""_s);
    add("null for a number", 0, 1, weight, QVariant::fromValue(nullptr),
        u"argument 'value': expected int, got null"_s);
    add("fraction", 0, 1, weight, 7.5, u"argument 'value': expected int"_s);
    add("too large", 0, 1, weight, 1LL << 40, u"argument 'value': expected int"_s);
    add("no date", 0, 1, u"due"_s, u"tomorrow"_s, u"argument 'value': expected"_s);
    add("value that the model refuses", 0, 1, weight, -7, u"the model did not take the value"_s);
    add("role that cannot be set", 0, 1, u"id"_s, 7, u"the model did not take the value"_s);
    add("cell that cannot be edited", 0, 0, u"display"_s, u"a"_s,
        u"the role 'display' of row 0, column 0 cannot be set"_s);
}

void tst_ModelWriting::refusesValues()
{
    QFETCH(const int, row);
    QFETCH(const int, column);
    QFETCH(const QString, role);
    QFETCH(const QVariant, value);
    QFETCH(const QString, message);
    const Error error = errorOf([&] { m_source->set(revision(), 0, row, column, role, value); });
    QCOMPARE(error.code(), Error::InvalidParams);
    QVERIFY2(error.message().contains(message), qPrintable(error.message()));
    publishChanges();
    QVERIFY(m_peer->told.isEmpty());
}

void tst_ModelWriting::insertsAndRemovesRows()
{
    m_source->insertRows(revision(), 0, 5, 2);
    QCOMPARE(m_model->rowCount(), 7);
    m_peer->settle();
    m_source->removeRows(revision(), 0, 0, 1);
    m_peer->settle();
    m_source->insertRows(revision(), 1, 0, 10'000);
    m_peer->settle();
    m_source->removeRows(revision(), 1, 3, 10'000);
    m_peer->settle();
    QCOMPARE(m_model->rowCount(), 6);
    QCOMPARE(m_model->rowCount(m_model->index(0, 0)), 3);
    QCOMPARE(m_peer->mirror.difference(*m_model), QString());
}

void tst_ModelWriting::refusesRows_data()
{
    QTest::addColumn<bool>("inserts");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("message");
    QTest::newRow("insert before the first")
        << true << -1 << 1 << u"'row': expected a number from 0 to 5"_s;
    QTest::newRow("insert behind the end") << true << 6 << 1 << u"'row'"_s;
    QTest::newRow("insert none") << true << 0 << 0
                                 << u"'count': expected a number from 1 to 10000"_s;
    QTest::newRow("insert fewer") << true << 0 << -1 << u"'count'"_s;
    QTest::newRow("insert too many") << true << 0 << 10'001 << u"'count'"_s;
    QTest::newRow("remove before the first")
        << false << -1 << 1 << u"'row': expected a number from 0 to 4"_s;
    QTest::newRow("remove behind the end") << false << 5 << 1 << u"'row'"_s;
    QTest::newRow("remove none") << false << 0 << 0 << u"'count': expected a number from 1 to 5"_s;
    QTest::newRow("remove more than there are")
        << false << 3 << 3 << u"'count': expected a number from 1 to 2"_s;
    QTest::newRow("remove all there may be") << false << 1 << mostInt << u"'count'"_s;
}

void tst_ModelWriting::refusesRows()
{
    QFETCH(const bool, inserts);
    QFETCH(const int, row);
    QFETCH(const int, count);
    QFETCH(const QString, message);
    const Error error = errorOf([&] {
        if (inserts)
            m_source->insertRows(revision(), 0, row, count);
        else
            m_source->removeRows(revision(), 0, row, count);
    });
    QCOMPARE(error.code(), Error::InvalidParams);
    QVERIFY2(error.message().contains(message), qPrintable(error.message()));
    QCOMPARE(m_model->rowCount(), 5);
}

// Also if that has not been published yet.
void tst_ModelWriting::rowsThatHaveChangedAreRefused()
{
    const auto isRefused = [this](qint64 revision, ModelNodeId node) {
        const Error set = errorOf([&] { m_source->set(revision, node, 0, 1, u"weight"_s, 1); });
        const Error insert = errorOf([&] { m_source->insertRows(revision, node, 0, 1); });
        const Error remove = errorOf([&] { m_source->removeRows(revision, node, 0, 1); });
        return set.code() == Error::OutdatedRevision && insert.code() == Error::OutdatedRevision
            && remove.code() == Error::OutdatedRevision;
    };
    const qint64 before = revision();
    m_model->insertRows(0, 1);
    QVERIFY(isRefused(before, 0));
    m_peer->settle();
    QVERIFY(isRefused(before, 0));
    QVERIFY(isRefused(revision(), 77)); // there is no such node any more
    m_source->set(revision(), 0, 0, 1, u"weight"_s, 1);

    const qint64 moved = revision();
    m_model->moveRows(m_model->index(2, 0), 0, 1, {}, 0);
    m_peer->settle();
    QVERIFY(isRefused(moved, 0));
    QVERIFY(isRefused(moved, 1));
    m_model->replaceAll(9);
    QVERIFY(isRefused(revision(), 0));
    publishChanges();
    QVERIFY(isRefused(moved, 0));

    const Error future = errorOf([&] { m_source->set(revision() + 1, 0, 0, 1, u"weight"_s, 1); });
    QCOMPARE(future.code(), Error::InvalidParams);
}

void tst_ModelWriting::otherNodesMayHaveChanged()
{
    const qint64 before = revision();
    m_model->insertRows(0, 1); // the node moves with its row
    m_source->set(before, 1, 2, 1, u"weight"_s, 9);
    const QModelIndex index = m_model->index(2, 1, m_model->index(2, 0));
    QCOMPARE(index.data(PlantModel::WeightRole).toInt(), 9);
}

// Then nobody knows whether rows have changed.
void tst_ModelWriting::nobodyFollows()
{
    const qint64 before = revision();
    m_peer->leave();
    const Error error = errorOf([&] { m_source->set(before, 0, 0, 1, u"weight"_s, 1); });
    QCOMPARE(error.code(), Error::OutdatedRevision);
    m_model->insertRows(0, 1);
    Peer another(*m_source);
    QVERIFY(another.mirror.revision > before);
    const Error outdated = errorOf([&] { m_source->set(before, 0, 0, 1, u"weight"_s, 1); });
    QCOMPARE(outdated.code(), Error::OutdatedRevision);
    m_source->set(another.mirror.revision, 0, 0, 1, u"weight"_s, 1);
}

void tst_ModelWriting::sorts()
{
    m_source->sort(0, u"descending"_s);
    QCOMPARE(PlantModel::idOf(m_model->index(0, 0)), 5);
    m_source->sort(0, u"ascending"_s);
    QCOMPARE(PlantModel::idOf(m_model->index(0, 0)), 1);
    m_source->sort(-1, u"ascending"_s);
}

QTEST_GUILESS_MAIN(tst_ModelWriting)

#include "tst_modelwriting.moc"
