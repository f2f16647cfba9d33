// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelpeer.h"
#include "plantmodel.h"

#include <QtTest>

#include <functional>
#include <limits>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

// With a column of any values.
class Values : public QAbstractListModel
{
public:
    explicit Values(const QVariantList &shown) : values(shown) { }

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(values.size());
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? values.value(index.row()) : QVariant();
    }
    QHash<int, QByteArray> roleNames() const override { return {{Qt::DisplayRole, "display"}}; }

    QVariantList values;
};

} // namespace

// What a peer is answered that asks for rows.
class tst_ModelValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void rowsAreCutAtTheEnd();
    void answerIsLimited();
    void unknownNodesAreLeftOut();
    void wrongRequestsAreRefused_data();
    void wrongRequestsAreRefused();
    void typesAreToldWhereJsonDoesNot_data();
    void typesAreToldWhereJsonDoesNot();
    void valueThatCannotBeToldIsNull();
    void sharedRolesAreThoseOfTheOptions();
    void dragAndDropStayHere();
};

void tst_ModelValues::rowsAreCutAtTheEnd()
{
    PlantModel model(PlantModel::Table, 10);
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    constexpr int most = std::numeric_limits<int>::max();
    const auto blocks = peer.rows({{0, 8, 5}, {0, 10, 1}, {0, most, most}, {0, 3, 0}});
    QCOMPARE(blocks.size(), 4);
    QCOMPARE(blocks[0].count, 2);
    QCOMPARE(blocks[0].columns, 3);
    QCOMPARE(blocks[0].values[u"display"_s].toList().size(), 6);
    QCOMPARE(blocks[0].values[u"display"_s].toList().at(4), model.index(9, 1).data());
    for (const ModelBlock &block : blocks.mid(1))
        QCOMPARE(block.count, 0);
    QCOMPARE(blocks[3].first, 3);
}

void tst_ModelValues::answerIsLimited()
{
    PlantModel model(PlantModel::Table, 30'000);
    ModelSource source(&model, {.name = u"plants"_s});
    // 3 columns and 5 roles
    const auto blocks =
        source.rows(CallContext(), {{0, 0, 1000}, {0, 1000, 29'000}, {0, 5, 3}}, {});
    QCOMPARE(blocks.size(), 3);
    QCOMPARE(blocks[0].count, 1000);
    QCOMPARE(blocks[1].count, 333);
    QCOMPARE(blocks[2].count, 0);
    const auto weights = source.rows(CallContext(), {{0, 0, 30'000}}, {u"weight"_s, u"weight"_s});
    QCOMPARE(weights[0].count, 20'000 / 3);

    // A row that is larger is told all the same.
    PlantModel wide(PlantModel::Table, 10);
    wide.insertColumns(0, 7000);
    ModelSource wideSource(&wide, {.name = u"wide"_s});
    const auto large = wideSource.rows(CallContext(), {{0, 7, 3}, {0, 1, 1}}, {});
    QCOMPARE(large[0].count, 1);
    QCOMPARE(large[1].count, 0);
}

void tst_ModelValues::unknownNodesAreLeftOut()
{
    PlantModel model(PlantModel::Tree, 2);
    model.insertRows(0, 2, model.index(1, 0));
    ModelSource source(&model, {.name = u"plants"_s});
    Peer peer(source);
    QVERIFY(
        peer.rows({{1, 0, 1}, {-1, 0, 1}, {std::numeric_limits<qint64>::max(), 0, 1}}).isEmpty());
    const auto blocks = peer.rows({{0, 0, 2}});
    const QList<ModelChild> children{{1, {1, 2, 3, false}}};
    QCOMPARE(blocks[0].parents, children);
    QCOMPARE(peer.rows({{7, 0, 1}, {1, 1, 5}}).size(), 1);
}

void tst_ModelValues::wrongRequestsAreRefused_data()
{
    using Call = std::function<void(ModelSource &)>;
    QTest::addColumn<Call>("call");
    QTest::addColumn<QString>("message");
    const auto add = [](const char *name, const Call &call, const QString &message) {
        QTest::newRow(name) << call << message;
    };
    const auto rows = [](const QList<ModelRange> &ranges, const QStringList &roles = {}) {
        return [=](ModelSource &source) { (void)source.rows(CallContext(), ranges, roles); };
    };
    add("negative first", rows({{0, 0, 1}, {0, -1, 1}}), u"argument 'ranges': [1].first"_s);
    add("negative count", rows({{0, 0, -5}}), u"argument 'ranges': [0].count"_s);
    add(
        "negative release",
        [](ModelSource &source) {
            source.release(CallContext(), {{0, -3, 1}});
        },
        u"argument 'ranges': [0].first"_s);
    add("many ranges", rows(QList<ModelRange>(1001)), u"at most 1000 ranges, got 1001"_s);
    add("unknown role", rows({{0, 0, 1}}, {u"weight"_s, u"due"_s}), u"no shared role 'due'"_s);
    add(
        "unknown order", [](ModelSource &source) { source.sort(0, u"up"_s); },
        u"expected \"ascending\" or \"descending\", got \"up\""_s);
    add(
        "unknown column", [](ModelSource &source) { source.sort(3, u"ascending"_s); },
        u"argument 'column': expected a number from -1 to 2, got 3"_s);
}

void tst_ModelValues::wrongRequestsAreRefused()
{
    QFETCH(const std::function<void(ModelSource &)>, call);
    QFETCH(const QString, message);
    PlantModel model(PlantModel::Table, 3);
    ModelSource source(
        &model, {.name = u"plants"_s, .roles = {Qt::DisplayRole, PlantModel::WeightRole}});
    const Error error = errorOf([&] { call(source); });
    QCOMPARE(error.code(), Error::InvalidParams);
    QVERIFY2(error.message().contains(message), qPrintable(error.message()));
}

void tst_ModelValues::typesAreToldWhereJsonDoesNot_data()
{
    QTest::addColumn<QVariantList>("values");
    QTest::addColumn<QVariant>("types");
    const auto add = [](const char *name, const QVariantList &values, const QVariant &types = {}) {
        QTest::newRow(name) << values << types;
    };
    add("none", {});
    add("natural ones",
        {true, u"a"_s, 1.5, qlonglong(3), QVariantList{1}, QVariantMap{{u"a"_s, 1}}, QVariant()});
    add("numbers", {1, 2}, u"int"_s);
    add("numbers that are not all there", {QVariant(), 2, QVariant()}, u"int"_s);
    add("dates", {QDate(2026, 1, 2)}, u"QDate"_s);
    add("bytes", {QByteArray("a")}, u"QByteArray"_s);
    add("enumerators", {QVariant::fromValue(Qt::Checked)}, u"Qt::CheckState"_s);
    add("several", {1, u"a"_s, QVariant(), QUrl(u"http://a"_s), 2.5},
        QVariantList{u"int"_s, QString(), QString(), u"QUrl"_s, QString()});
}

void tst_ModelValues::typesAreToldWhereJsonDoesNot()
{
    QFETCH(const QVariantList, values);
    QFETCH(const QVariant, types);
    Values model(values);
    ModelSource source(&model, {.name = u"values"_s});
    const auto blocks = source.rows(CallContext(), {{0, 0, 10}}, {});
    QCOMPARE(blocks[0].values[u"display"_s].toList(), values);
    QCOMPARE(blocks[0].types.value(u"display"_s), types);
}

void tst_ModelValues::valueThatCannotBeToldIsNull()
{
    QTest::failOnWarning(QRegularExpression(u"^$"_s));
    Values model({QVariant::fromValue(QModelIndex()), 1});
    ModelSource source(&model, {.name = u"values"_s});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"is not told.*QModelIndex"_s));
    const auto blocks = source.rows(CallContext(), {{0, 0, 2}}, {});
    const QVariantList values{QVariant(), 1};
    QCOMPARE(blocks[0].values[u"display"_s].toList(), values);
    QCOMPARE(blocks[0].types[u"display"_s], u"int"_s);
}

void tst_ModelValues::sharedRolesAreThoseOfTheOptions()
{
    PlantModel model(PlantModel::List, 1);
    ModelSource some(
        &model, {.name = u"a"_s, .roles = {PlantModel::DueRole, Qt::ToolTipRole, Qt::DisplayRole}});
    const QList<ModelRole> roles{{PlantModel::DueRole, u"due"_s}, {Qt::ToolTipRole, u"3"_s},
        {Qt::DisplayRole, u"display"_s}};
    QCOMPARE(some.open().roles, roles);
    const auto block = some.rows(CallContext(), {{0, 0, 1}}, {}).front();
    const QStringList names{u"3"_s, u"display"_s, u"due"_s};
    QCOMPARE(block.values.keys(), names);

    ModelSource all(&model, {.name = u"b"_s});
    QCOMPARE(all.open().roles.size(), 5);
}

void tst_ModelValues::dragAndDropStayHere()
{
    PlantModel model(PlantModel::List, 3);
    model.setData(model.index(1, 0), 0, PlantModel::WeightRole);
    ModelSource readOnly(&model, {.name = u"a"_s});
    ModelSource writable(&model, {.name = u"b"_s, .writable = true});
    const int common = Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    const int all = int(model.flags(model.index(0, 0)));
    const int plain = all & (common | Qt::ItemIsSelectable);
    const auto flags = [](ModelSource &source, int first, int count) {
        return source.rows(CallContext(), {{0, first, count}}, {}).front().flags;
    };
    QCOMPARE(flags(readOnly, 0, 1), plain);
    const QVariantList each{plain, plain & ~Qt::ItemIsSelectable, plain};
    QCOMPARE(flags(readOnly, 0, 3), each);
    QCOMPARE(flags(writable, 0, 1), plain | Qt::ItemIsEditable);
}

QTEST_GUILESS_MAIN(tst_ModelValues)

#include "tst_modelvalues.moc"
