// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "hostile.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace HostileApi;
using namespace Qt::StringLiterals;

// What the class sends that is written from a document full of odd names and types.
class tst_GeneratedOddities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void namesAreThoseOfTheDocument();
    void missingArgumentsAreLeftOut();
    void emptyMembersAreLeftOut();
    void enumeratorsTravelAsTheirTexts();
    void cyclicTypesTravel();
    void tuplesTravel();
    void wholeParamsTravel();
    void notificationHasNoAnswer();
    void typesCanBeCompared();

private:
    [[nodiscard]] QByteArray sent() const
    {
        return QJsonDocument(QJsonArray{m_method, m_params}).toJson(QJsonDocument::Compact);
    }

    WebSocketRpc::Server m_server;
    std::unique_ptr<WebSocketRpc::Client> m_client;
    std::unique_ptr<Hostile> m_hostile;
    QString m_method;
    QJsonValue m_params;
    QJsonValue m_answer;
};

void tst_GeneratedOddities::initTestCase()
{
    m_server.onAny(this, [this](const QString &method, const QJsonValue &params) {
        m_method = method;
        m_params = params;
        return m_answer;
    });
    QVERIFY(m_server.listen());
    m_client = std::make_unique<WebSocketRpc::Client>(m_server.url());
    m_client->open();
    m_hostile = std::make_unique<Hostile>(m_client.get());
}

void tst_GeneratedOddities::namesAreThoseOfTheDocument()
{
    m_answer = u"text"_s;
    QCOMPARE(waitFor(m_hostile->quotedError(u"a"_s)), u"text"_s);
    QCOMPARE(m_method,
        u"\"quoted\" */ ?"
        "?/ \\\n#error"_s);
    QCOMPARE(m_params, QJsonArray{u"a"_s});
    m_answer = 1;
    QCOMPARE(waitFor(m_hostile->delete_(1, 2, 3, 4, 5, 6)), 1);
    QCOMPARE(sent(), R"(["delete",{"EOF":6,"class":1,"d":5,"qint64":3,"signals":4,"this":2}])");
    m_answer = {};
    waitFor(m_hostile->method());
    QCOMPARE(m_method, u"减"_s);
}

void tst_GeneratedOddities::missingArgumentsAreLeftOut()
{
    m_answer = {};
    waitFor(m_hostile->gap());
    QCOMPARE(sent(), R"(["gap",null])");
    waitFor(m_hostile->gap(1, u"b"_s));
    QCOMPARE(sent(), R"(["gap",[1,"b"]])");
    waitFor(m_hostile->gap(1, {}, 3));
    QCOMPARE(sent(), R"(["gap",[1,null,3]])");
    waitFor(m_hostile->nullable({}));
    QCOMPARE(sent(), R"(["nullable",[null]])");
    waitFor(m_hostile->nullable(1, 2));
    QCOMPARE(sent(), R"(["nullable",[1,2]])");
}

void tst_GeneratedOddities::emptyMembersAreLeftOut()
{
    m_answer = QJsonObject{{u"a-b"_s, 5}, {u"delete"_s, u"x"_s}, {u"not in the document"_s, 1}};
    const QString_ answer = waitFor(m_hostile->odd({.aB_2 = 7}));
    QCOMPARE(sent(), R"(["odd",[{"a-b":7}]])");
    QCOMPARE(answer, (QString_{.aB_2 = 5, .delete_ = u"x"_s}));
}

void tst_GeneratedOddities::enumeratorsTravelAsTheirTexts()
{
    m_answer = u"*/"_s;
    QCOMPARE(
        waitFor(m_hostile->status(Status::NotFound, {Status::ok, Status::Value})), Status::Value_2);
    QCOMPARE(sent(), QString(u"[\"status\",[\"not-found\",[\"ok\",\"加\"]]]"_s).toUtf8());
    m_answer = u"none of them"_s;
    QCOMPARE(errorOf(m_hostile->status(Status::ok, {})).kind(),
        WebSocketRpc::Error::Kind::InvalidAnswer);
}

void tst_GeneratedOddities::cyclicTypesTravel()
{
    const Tree tree{.children = {{.name = u"leaf"_s}},
        .more = QMap<QString, Branch>{{u"b"_s, {.tree = Tree{.name = u"inner"_s}}}},
        .name = u"root"_s};
    m_answer = QJsonDocument::fromJson(R"({"name":"root","children":[{"name":"leaf","children":[]}],
        "more":{"b":{"tree":{"name":"inner","children":[]}}}})")
                   .object();
    QCOMPARE(waitFor(m_hostile->tree(tree)), tree);
    QCOMPARE(m_params, QJsonArray{m_answer});
}

void tst_GeneratedOddities::tuplesTravel()
{
    m_answer = QJsonArray{1, u"a"_s};
    QCOMPARE(waitFor(m_hostile->inline_({.kind = InlineWhereKind::Int, .x = 3})),
        (std::tuple<qint64, QString>(1, u"a"_s)));
    QCOMPARE(sent(), R"(["inline",[{"kind":"int","x":3}]])");
}

void tst_GeneratedOddities::wholeParamsTravel()
{
    waitFor(m_hostile->whole({{"a", 1}}));
    QCOMPARE(sent(), R"(["whole",{"a":1}])");
}

void tst_GeneratedOddities::notificationHasNoAnswer()
{
    m_hostile->tell(4);
    QTRY_COMPARE(sent(), R"(["tell",[4]])");
}

void tst_GeneratedOddities::typesCanBeCompared()
{
    const Tree tree{.children = {{.name = u"leaf"_s}}};
    Tree other = tree;
    QCOMPARE(other, tree);
    other.children[0].name = u"other"_s;
    QVERIFY(other != tree);
}

QTEST_GUILESS_MAIN(tst_GeneratedOddities)
#include "tst_generatedoddities.moc"
