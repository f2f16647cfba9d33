// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "parsedmessage.h"

#include <websocketrpc/arguments.h>
#include <websocketrpc/handlerinterface.h>
#include <websocketrpc/reply.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <functional>
#include <stdexcept>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

struct Volume
{
    Q_GADGET
    Q_PROPERTY(int volume MEMBER volume)
    Q_PROPERTY(bool muted MEMBER muted)

public:
    int volume = -1;
    bool muted = false;
};

class Player : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int play(int track) { return track; }
    void note(const QString &text) { notes.append(text); }
    int count() const noexcept { return int(notes.size()); }

    QStringList notes;
};

// A registry with the handlers' public interface.
class Handlers : public HandlerInterface<Handlers>
{
public:
    void addHandler(QObject *context, Detail::Handler handler, const HandlerOptions &options)
    {
        registry.add(makeExposure(context, std::move(handler), options));
    }
    void removeHandlers(const std::optional<QByteArray> &method, const QObject *context)
    {
        registry.removeHandlers(method, context);
    }

    QByteArray call(const QByteArray &method, const QByteArray &params = {})
    {
        return WebSocketRpc::call(registry, method, params);
    }

    Registry registry;
};

class tst_Handler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void argumentsAndResultAreConverted();
    void argumentsAreCheckedAsThoseOfAMethod();
    void argumentsGoByNameWhereTheyHaveNames();
    void anythingThatCanBeCalledIsAHandler();
    void contextIsFilledIn();
    void handlersOfOneNameAreOverloads();
    void sameHandlerReplaces();
    void firstOfTwoContextsIsCalled();
    void handlerEndsWithItsContext();
    void removedHandlersAreNotFound();
    void handlerMayRemoveItself();
    void unexposingLeavesHandlers();
    void exceptionsBecomeErrors();
    void wholeParamsAreOneValue();
    void argumentsTakeWholeParams();
    void extraArgumentsAreIgnoredOnRequest();
    void catchAllTakesWhatIsLeft();
    void catchAllWithoutResultAnswersNoCalls();
    void unusableHandlersAreReported_data();
    void unusableHandlersAreReported();
};

void tst_Handler::argumentsAndResultAreConverted()
{
    Handlers handlers;
    handlers.on("add", this, [](int a, int b) { return a + b; });
    handlers.on("join", this,
        [](const QStringList &parts, QString separator) { return parts.join(separator); });
    handlers.on("nothing", this, [] {});
    QCOMPARE(handlers.call("add", "[1, 2]"), "3");
    QCOMPARE(handlers.call("join", R"([["a", "b"], "-"])"), R"("a-b")");
    QCOMPARE(handlers.call("nothing"), "null");
}

void tst_Handler::argumentsAreCheckedAsThoseOfAMethod()
{
    Player player;
    Handlers handlers;
    handlers.registry.expose(&player, {});
    handlers.on("start", this, [](int track) { return track; }, {.parameterNames = {"track"}});
    const QList<QByteArray> wrong{"", "[]", "[1.5]", R"(["1"])", "[null]", "[1, 2]", "{}",
        R"({"title": 1})", R"([99999999999])"};
    for (const QByteArray &params : wrong) {
        const QByteArray text = handlers.call("play", params);
        QVERIFY2(text.startsWith("-32602 "), params);
        QCOMPARE(handlers.call("start", params), QByteArray(text).replace("play(", "start("));
    }
}

void tst_Handler::argumentsGoByNameWhereTheyHaveNames()
{
    Handlers handlers;
    handlers.on("minus", this, [](int a, const CallContext &, int b) { return a - b; },
        {.parameterNames = {"a", "b"}});
    handlers.on("plus", this, [](int a, int b) { return a + b; });
    QCOMPARE(handlers.call("minus", R"({"b": 1, "a": 3})"), "2");
    QCOMPARE(handlers.call("minus", R"({"a": 3})"),
        "-32602 missing argument 'b' of minus(int a, int b)");
    QCOMPARE(handlers.call("plus", R"({"a": 3, "b": 1})"),
        "-32602 the arguments of plus(int, int) have no names, so they can only be given by "
        "position");
}

static int triple(int value)
{
    return 3 * value;
}

void tst_Handler::anythingThatCanBeCalledIsAHandler()
{
    Player player;
    Handlers handlers;
    int calls = 0;
    handlers.on("mutable", this, [count = 0, &calls]() mutable { calls = ++count; });
    handlers.on("noexcept", this, [](int value) noexcept { return value; });
    handlers.on("function", this, &triple);
    handlers.on("std", this, std::function<int(int)>(triple));
    handlers.on("moveonly", this, [value = std::make_unique<int>(5)] { return *value; });
    handlers.on("note", &player, &Player::note);
    handlers.on("count", &player, &Player::count);
    handlers.call("mutable");
    handlers.call("mutable");
    QCOMPARE(calls, 2);
    QCOMPARE(handlers.call("noexcept", "[7]"), "7");
    QCOMPARE(handlers.call("function", "[7]"), "21");
    QCOMPARE(handlers.call("std", "[7]"), "21");
    QCOMPARE(handlers.call("moveonly"), "5");
    QCOMPARE(handlers.call("note", R"(["x"])"), "null");
    QCOMPARE(handlers.call("count"), "1");
}

void tst_Handler::contextIsFilledIn()
{
    Handlers handlers;
    handlers.on("who", this,
        [](CallContext call, int value) { return call.method() + QString::number(value); });
    const CallContext context(nullptr, u"who"_s, 1);
    QCOMPARE(WebSocketRpc::call(handlers.registry, "who", "[4]", context), R"("who4")");
}

void tst_Handler::handlersOfOneNameAreOverloads()
{
    Handlers handlers;
    handlers.on("take", this, [](int) { return u"int"_s; });
    handlers.on("take", this, [](const QString &) { return u"string"_s; });
    QCOMPARE(handlers.call("take", "[1]"), R"("int")");
    QCOMPARE(handlers.call("take", R"(["x"])"), R"("string")");
    QVERIFY(handlers.call("take", "[true]").startsWith("-32602 no overload takes these"));
}

void tst_Handler::sameHandlerReplaces()
{
    Handlers handlers;
    handlers.on("take", this, [](int) { return 1; });
    handlers.on("take", this, [](int) { return 2; });
    QCOMPARE(handlers.call("take", "[1]"), "2");
}

void tst_Handler::firstOfTwoContextsIsCalled()
{
    Player player;
    Handlers handlers;
    handlers.on("play", this, [](int) { return 7; });
    QTest::ignoreMessage(QtWarningMsg,
        "a handler of tst_Handler was exposed before Player and has these, too, so it alone is "
        "called: "
        "play(int track)");
    handlers.registry.expose(&player, {});
    QCOMPARE(handlers.call("play", "[1]"), "7");
}

void tst_Handler::handlerEndsWithItsContext()
{
    Handlers handlers;
    const auto held = std::make_shared<int>(1);
    {
        QObject context;
        handlers.on("one", &context, [held] { return *held; });
        QCOMPARE(handlers.call("one"), "1");
    }
    QCOMPARE(handlers.call("one"), "-32601 there is no method 'one'");
    QCOMPARE(held.use_count(), 1);
}

void tst_Handler::removedHandlersAreNotFound()
{
    QObject other;
    Handlers handlers;
    const auto count = [&](const QByteArray &method) {
        const auto *found =
            handlers.registry.find({method.constData(), std::size_t(method.size())});
        return found ? found->size() : 0;
    };
    handlers.on("a", this, [](int) {});
    handlers.on("a", &other, [](bool) {});
    handlers.on("b", this, [] {});
    QCOMPARE(count("a"), 2u);
    handlers.off("a", &other);
    QCOMPARE(count("a"), 1u);
    handlers.off("a");
    QCOMPARE(count("a"), 0u);
    QCOMPARE(count("b"), 1u);
    handlers.on("a", &other, [] {});
    handlers.off(this);
    QCOMPARE(count("a"), 1u);
    QCOMPARE(count("b"), 0u);
}

void tst_Handler::handlerMayRemoveItself()
{
    Handlers handlers;
    handlers.on("once", this, [&handlers, text = u"still here"_s] {
        handlers.off("once");
        return text;
    });
    QCOMPARE(handlers.call("once"), R"("still here")");
    QCOMPARE(handlers.call("once"), "-32601 there is no method 'once'");
}

void tst_Handler::unexposingLeavesHandlers()
{
    Player player;
    Handlers handlers;
    handlers.registry.expose(&player, {});
    handlers.on("stop", &player, [] { return 0; });
    handlers.registry.unexpose(&player);
    QCOMPARE(handlers.call("stop"), "0");
    QCOMPARE(handlers.call("play", "[1]"), "-32601 there is no method 'play'");
}

void tst_Handler::exceptionsBecomeErrors()
{
    Handlers handlers;
    handlers.on("fail", this, [] { throw Error(7, u"seven"_s); });
    handlers.on("crash", this, []() -> int { throw std::runtime_error("secret"); });
    QCOMPARE(handlers.call("fail"), "7 seven");
    QCOMPARE(handlers.call("crash"), "-32603 internal error");
}

void tst_Handler::wholeParamsAreOneValue()
{
    Handlers handlers;
    const HandlerOptions whole{.wholeParams = true};
    handlers.on(
        "volume", this, [](const Volume &volume) { return volume.volume; }, whole);
    handlers.on(
        "object", this, [](const QJsonObject &all) { return all.keys(); }, whole);
    handlers.on(
        "value", this, [](const QJsonValue &all) { return all; }, whole);
    QCOMPARE(handlers.call("volume", R"({"volume": 3, "muted": true})"), "3");
    QCOMPARE(handlers.call("volume", R"({"volume": "3"})"),
        R"(-32602 params: volume: expected int, got "3")");
    QCOMPARE(handlers.call("volume"), "-1");
    QCOMPARE(handlers.call("object", R"({"a": 1, "b": 2})"), R"(["a","b"])");
    QCOMPARE(handlers.call("object", "[1]"), "-32602 params: expected object, got [1]");
    QCOMPARE(handlers.call("value", "[1,2]"), "[1,2]");
    QCOMPARE(handlers.call("value"), "null");
}

void tst_Handler::argumentsTakeWholeParams()
{
    Handlers handlers;
    handlers.on("echo", this, [](const Arguments &all) { return all; });
    QCOMPARE(handlers.call("echo", R"({"a":1,"b":[true]})"), R"({"a":1,"b":[true]})");
    QCOMPARE(handlers.call("echo", R"([1,"x"])"), R"([1,"x"])");
    QCOMPARE(handlers.call("echo"), "[]");
    handlers.on("echo", this, [](int one) { return one; });
    QCOMPARE(handlers.call("echo", "[1]"), "1");
    QCOMPARE(handlers.call("echo", "[1,2]"), "[1,2]");
}

void tst_Handler::extraArgumentsAreIgnoredOnRequest()
{
    Handlers handlers;
    handlers.on("strict", this, [](int a) { return a; }, {.parameterNames = {"a"}});
    handlers.on("lenient", this, [](int a) { return a; },
        {.parameterNames = {"a"}, .ignoreExtraArguments = true});
    QCOMPARE(handlers.call("strict", R"({"x": 0, "a": 5})"),
        "-32602 unknown argument 'x' of strict(int a)");
    QCOMPARE(handlers.call("lenient", R"({"x": 0, "a": 5, "y": 0})"), "5");
    QCOMPARE(handlers.call("lenient", "[5, 6]"), "5");
    QCOMPARE(
        handlers.call("lenient", R"({"x": 0})"), "-32602 missing argument 'a' of lenient(int a)");
    QCOMPARE(handlers.call("lenient", R"({"x": 0, "a": "5"})"),
        R"(-32602 argument 'a': expected int, got "5")");
}

void tst_Handler::catchAllTakesWhatIsLeft()
{
    Handlers handlers;
    handlers.onAny(this, [](const QString &method, const Arguments &arguments) {
        return method + QString::number(arguments.size());
    });
    const std::vector<Candidate> *const found = handlers.registry.findCatchAll(true);
    QVERIFY(found);
    const ParsedMessage message(ParsedMessage::request("any.thing", R"({"a": 1})"));
    Invocation invocation;
    QVERIFY(!invocation.prepare(*found, message));
    const Outcome outcome = invocation.run(CallContext(nullptr, u"any.thing"_s, 1), false);
    QCOMPARE(toJson(std::get<Answer>(outcome)), R"("any.thing1")");
    QVERIFY(!handlers.registry.find(""));
    handlers.offAny();
    QVERIFY(!handlers.registry.findCatchAll(true));
}

void tst_Handler::catchAllWithoutResultAnswersNoCalls()
{
    Handlers handlers;
    handlers.onAny(this, [](const QString &) {});
    QVERIFY(!handlers.registry.findCatchAll(true));
    QVERIFY(handlers.registry.findCatchAll(false));
    handlers.off(this);
    QVERIFY(!handlers.registry.findCatchAll(false));
}

void tst_Handler::unusableHandlersAreReported_data()
{
    QTest::addColumn<std::function<void(Handlers &)>>("add");
    QTest::addColumn<QString>("warning");

    using Add = std::function<void(Handlers &)>;
    QTest::newRow("pointer") << Add([this](Handlers &handlers) {
        handlers.on("f", this, [](QObject *) {});
    }) << u"the handler of 'f' is not called: parameter 1: QObject\\* is a pointer"_s;
    QTest::newRow("result") << Add([this](Handlers &handlers) {
        handlers.on("f", this, [] { return QSharedPointer<int>(); });
    }) << u"the handler of 'f' is not called: result: QSharedPointer<int> is not a type"_s;
    QTest::newRow("too many names") << Add([this](Handlers &handlers) {
        handlers.on("f", this, [](int) {}, {.parameterNames = {"a", "b"}});
    }) << u"it has 1 parameters, but 2 names for them"_s;
    QTest::newRow("whole params of two") << Add([this](Handlers &handlers) {
        handlers.on("f", this, [](int, int) {}, {.wholeParams = true});
    }) << u"it should take all params as one value"_s;
    QTest::newRow("whole params of a number") << Add([this](Handlers &handlers) {
        handlers.on("f", this, [](int) {}, {.wholeParams = true});
    }) << u"it should take all params as one value"_s;
    QTest::newRow("reserved name")
        << Add([this](Handlers &handlers) { handlers.on("rpc.f", this, [] {}); })
        << u"names that begin with rpc. or \\$/ are kept"_s;
    QTest::newRow("no name") << Add([this](Handlers &handlers) { handlers.on("", this, [] {}); })
                             << u"A handler needs a method's name"_s;
}

void tst_Handler::unusableHandlersAreReported()
{
    QFETCH(const std::function<void(Handlers &)>, add);
    QFETCH(const QString, warning);

    Handlers handlers;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(warning));
    add(handlers);
    QVERIFY(!handlers.registry.find("f"));
}

QTEST_GUILESS_MAIN(tst_Handler)

#include "tst_handler.moc"
