// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "described.h"

#include <QtCore/qregularexpression.h>
#include <QtCore/qstringlistmodel.h>
#include <QtCore/qthread.h>

using namespace Described;
using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

class Rooms : public QStringListModel
{
    Q_OBJECT
    Q_CLASSINFO("model", "The rooms of the house.")

public:
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override { return names; }

    QHash<int, QByteArray> names{{Qt::DisplayRole, "display"}, {Qt::UserRole, "temperature"}};
};

// What is said of models.
class tst_DescribedModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void modelIsDescribed();
    void whatMayBeDoneIsTold();
    void methodsOfModelsAreNotTold();
    void rolesAreThoseThatAreShared();
    void rolesMayComeLater();
    void rolesAreToldInOtherThreads();
    void modelThatMayNotBeOpenedIsLeftOut();
    void destroyedModelIsLeftOut();
};

namespace {

void expose(Registry &registry, QAbstractItemModel &model, const ModelOptions &options)
{
    registry.add(makeExposure(&model, options));
}

QJsonObject rooms(const Registry &registry)
{
    return member(all(registry), u"x-models"_s, u"rooms"_s);
}

} // namespace

void tst_DescribedModels::modelIsDescribed()
{
    Rooms model;
    Registry registry;
    expose(registry, model, {.name = u"rooms"_s});
    QCOMPARE(text(rooms(registry)),
        compact(R"({"name": "rooms", "description": "The rooms of the house.",
        "roles": [{"name": "display", "schema": {}}, {"name": "temperature", "schema": {}}],
        "writable": false, "insertable": false, "removable": false, "sortable": false})"));
}

void tst_DescribedModels::whatMayBeDoneIsTold()
{
    Rooms model;
    Registry registry;
    expose(registry, model,
        {.name = u"rooms"_s,
            .writable = true,
            .insertable = true,
            .removable = true,
            .sortable = true});
    const QStringList rights{u"writable"_s, u"insertable"_s, u"removable"_s, u"sortable"_s};
    for (const QString &right : rights)
        QCOMPARE(rooms(registry).value(right), QJsonValue(true));
    const QJsonObject document = apiDocument(registry, {},
        [](const QString &name) { return name == u"rooms.open" || name == u"rooms.set"; });
    const QJsonObject allowed = member(document, u"x-models"_s, u"rooms"_s);
    for (const QString &right : rights)
        QCOMPARE(allowed.value(right), QJsonValue(right == u"writable"));
}

void tst_DescribedModels::methodsOfModelsAreNotTold()
{
    Rooms model;
    Registry registry;
    expose(registry, model, {.name = u"rooms"_s, .writable = true});
    const QJsonObject document = all(registry);
    QCOMPARE(document[u"methods"].toArray(), QJsonArray());
    QCOMPARE(document.keys(), QStringList({u"info"_s, u"methods"_s, u"openrpc"_s, u"x-models"_s}));
}

void tst_DescribedModels::rolesAreThoseThatAreShared()
{
    Rooms model;
    Registry registry;
    expose(registry, model, {.name = u"rooms"_s, .roles = {Qt::UserRole}});
    QCOMPARE(names(rooms(registry)[u"roles"]), QStringList{u"temperature"_s});
}

void tst_DescribedModels::rolesMayComeLater()
{
    Rooms model;
    model.names.clear();
    Registry registry;
    expose(registry, model, {.name = u"rooms"_s});
    QCOMPARE(names(rooms(registry)[u"roles"]), QStringList());
    model.names.insert(Qt::DisplayRole, "display");
    QCOMPARE(names(rooms(registry)[u"roles"]), QStringList{u"display"_s});
}

void tst_DescribedModels::rolesAreToldInOtherThreads()
{
    Rooms model;
    Registry registry;
    expose(registry, model, {.name = u"rooms"_s});
    model.names.clear(); // which nobody reads there
    QStringList roles;
    const std::unique_ptr<QThread> thread(
        QThread::create([&] { roles = names(rooms(registry)[u"roles"]); }));
    thread->start();
    QVERIFY(thread->wait());
    QCOMPARE(roles, QStringList({u"display"_s, u"temperature"_s}));
}

void tst_DescribedModels::modelThatMayNotBeOpenedIsLeftOut()
{
    Rooms model;
    Registry registry;
    expose(registry, model, {.name = u"rooms"_s});
    const QJsonObject document =
        apiDocument(registry, {}, [](const QString &name) { return name != u"rooms.open"; });
    QVERIFY(!document.contains(u"x-models"_s));
}

void tst_DescribedModels::destroyedModelIsLeftOut()
{
    Registry registry;
    {
        Rooms model;
        expose(registry, model, {.name = u"rooms"_s});
        QVERIFY(all(registry).contains(u"x-models"_s));
    }
    QVERIFY(!all(registry).contains(u"x-models"_s));
}

QTEST_GUILESS_MAIN(tst_DescribedModels)
#include "tst_describedmodels.moc"
