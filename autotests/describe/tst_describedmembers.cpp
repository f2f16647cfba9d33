// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "described.h"

#include <QRegularExpression>

using namespace Described;
using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

class Boiler : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool isHot READ isHot NOTIFY isHotChanged)
    Q_PROPERTY(bool wanted MEMBER m_wanted NOTIFY wantedChanged)
    Q_PROPERTY(QString name MEMBER m_name CONSTANT)
    Q_CLASSINFO("signal.alarm", "It is too hot.")
    Q_CLASSINFO("property.isHot", "Whether it is hot.")

public:
    [[nodiscard]] bool isHot() const { return false; }
    static ExposeOptions shared(const QString &prefix)
    {
        return {.prefix = prefix,
            .sharedSignals = {u"alarm"_s},
            .sharedProperties = {u"isHot"_s, u"name"_s},
            .writableProperties = {u"wanted"_s}};
    }

Q_SIGNALS:
    void alarm(bool isLoud, const QString &text);
    void isHotChanged();
    void wantedChanged();

private:
    bool m_wanted = false;
    QString m_name;
};

// What is said beside the methods.
class tst_DescribedMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void documentSaysWhatItIs();
    void infoIsTold();
    void signalsAreDescribed();
    void propertiesAreDescribed();
    void membersAreSorted();
    void whatIsNotSharedIsNotTold();
    void whatIsNotAllowedIsLeftOut();
    void destroyedObjectIsLeftOut();
    void fallbackIsTold();
};

void tst_DescribedMembers::documentSaysWhatItIs()
{
    const QJsonObject document = all(Registry());
    QCOMPARE(document.keys(), QStringList({u"info"_s, u"methods"_s, u"openrpc"_s}));
    QCOMPARE(document[u"openrpc"], u"1.3.2"_s);
    QCOMPARE(document[u"info"][u"title"], QCoreApplication::applicationName());
    QCOMPARE(document[u"info"][u"version"], u"0"_s);
}

void tst_DescribedMembers::infoIsTold()
{
    const QJsonObject document = apiDocument(Registry(),
        {.title = u"Boiler"_s, .version = u"2.1"_s, .description = u"Heats."_s},
        [](const QString &) { return true; });
    QCOMPARE(
        text(document[u"info"]), R"({"description":"Heats.","title":"Boiler","version":"2.1"})");
}

void tst_DescribedMembers::signalsAreDescribed()
{
    Boiler boiler;
    Registry registry;
    registry.expose(&boiler, Boiler::shared(u"boiler."_s));
    QCOMPARE(text(all(registry)[u"x-signals"]), compact(R"([{"name": "boiler.alarm",
        "description": "It is too hot.", "params": [
            {"name": "isLoud", "schema": {"type": "boolean"}},
            {"name": "text", "schema": {"type": "string"}}]}])"));
}

void tst_DescribedMembers::propertiesAreDescribed()
{
    Boiler boiler;
    Registry registry;
    registry.expose(&boiler, Boiler::shared(u"boiler."_s));
    QCOMPARE(text(all(registry)[u"x-properties"]), compact(R"([
        {"name": "boiler.isHot", "schema": {"type": "boolean"}, "writable": false,
            "constant": false, "description": "Whether it is hot."},
        {"name": "boiler.name", "schema": {"type": "string"}, "writable": false, "constant": true},
        {"name": "boiler.wanted", "schema": {"type": "boolean"}, "writable": true,
            "constant": false}])"));
}

void tst_DescribedMembers::membersAreSorted()
{
    Boiler boiler;
    Registry registry;
    registry.expose(&boiler, Boiler::shared(u"b."_s));
    registry.expose(&boiler, Boiler::shared(u"a."_s));
    QCOMPARE(names(all(registry)[u"x-signals"]), QStringList({u"a.alarm"_s, u"b.alarm"_s}));
    QCOMPARE(names(all(registry)[u"x-properties"]).first(), u"a.isHot"_s);
}

void tst_DescribedMembers::whatIsNotSharedIsNotTold()
{
    Boiler boiler;
    Registry registry;
    registry.expose(&boiler, {.prefix = u"boiler."_s, .sharedProperties = {u"name"_s}});
    const QJsonObject document = all(registry);
    QVERIFY(!document.contains(u"x-signals"_s));
    QCOMPARE(names(document[u"x-properties"]), QStringList{u"boiler.name"_s});
}

void tst_DescribedMembers::whatIsNotAllowedIsLeftOut()
{
    Boiler boiler;
    Registry registry;
    registry.expose(&boiler, Boiler::shared(u"boiler."_s));
    QStringList asked;
    const QJsonObject document = apiDocument(registry, {}, [&asked](const QString &name) {
        asked.append(name);
        return name == u"boiler.name";
    });
    QCOMPARE(asked,
        QStringList({u"boiler.alarm"_s, u"boiler.isHot"_s, u"boiler.name"_s, u"boiler.wanted"_s}));
    QVERIFY(!document.contains(u"x-signals"_s));
    QCOMPARE(names(document[u"x-properties"]), QStringList{u"boiler.name"_s});
}

void tst_DescribedMembers::destroyedObjectIsLeftOut()
{
    Registry registry;
    {
        Boiler boiler;
        registry.expose(&boiler, Boiler::shared(u"boiler."_s));
        QVERIFY(all(registry).contains(u"x-signals"_s));
    }
    QVERIFY(!all(registry).contains(u"x-signals"_s));
}

void tst_DescribedMembers::fallbackIsTold()
{
    Boiler boiler;
    const auto fallback = std::make_shared<Registry>();
    fallback->expose(&boiler, Boiler::shared(u"boiler."_s));
    Registry registry;
    registry.setFallback(fallback);
    QCOMPARE(names(all(registry)[u"x-signals"]), QStringList{u"boiler.alarm"_s});
}

QTEST_GUILESS_MAIN(tst_DescribedMembers)
#include "tst_describedmembers.moc"
