// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "deflatenegotiation_p.h"

#include <QTest>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

namespace {

constexpr Compression widest = {.windowBits = 15};
constexpr Compression narrow = {.windowBits = 10};
constexpr Compression forgetful = {.windowBits = 15, .contextTakeover = false};

const QByteArray deflate = "permessage-deflate";

OpeningHandshake::Fields fieldsOf(const QByteArrayList &values)
{
    OpeningHandshake::Fields fields = {{"Host", "localhost"}};
    for (const QByteArray &value : values)
        fields.append({"sec-websocket-extensions", value});
    return fields;
}

using Answer = std::variant<std::optional<DeflateAgreement>, QString>;

std::optional<DeflateAgreement> agreementIn(const Answer &answer)
{
    const auto *agreement = std::get_if<std::optional<DeflateAgreement>>(&answer);
    return agreement ? *agreement : std::nullopt;
}

} // namespace

// RFC 7692, section 7.1, each of its rules at the end that it binds.
class tst_DeflateNegotiation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clientOffers_data();
    void clientOffers();
    void serverAccepts_data();
    void serverAccepts();
    void serverDeclines_data();
    void serverDeclines();
    void clientReadsTheResponse_data();
    void clientReadsTheResponse();
    void clientRefusesTheResponse_data();
    void clientRefusesTheResponse();
    void responseWithoutExtensionIsFine();
    void clientWithoutOfferRefusesAny();
    void bothEndsAgree();
};

void tst_DeflateNegotiation::clientOffers_data()
{
    QTest::addColumn<Compression>("wanted");
    QTest::addColumn<QByteArray>("offer");
    QTest::newRow("the widest window") << widest << deflate + "; client_max_window_bits";
    QTest::newRow("a window, if the server can have it")
        << narrow
        << deflate + "; client_max_window_bits=10; server_max_window_bits=10, " + deflate
            + "; client_max_window_bits=10";
    QTest::newRow("no context takeover") << forgetful
                                         << deflate
            + "; server_no_context_takeover; client_no_context_takeover; client_max_window_bits";
    QTest::newRow("a window that is too small")
        << Compression{.windowBits = 8}
        << deflate + "; client_max_window_bits=9; server_max_window_bits=9, " + deflate
            + "; client_max_window_bits=9";
    QTest::newRow("a window that is too large")
        << Compression{.windowBits = 16} << deflate + "; client_max_window_bits";
}

void tst_DeflateNegotiation::clientOffers()
{
    QFETCH(Compression, wanted);
    QTEST(DeflateNegotiation::offer(wanted), "offer");
}

void tst_DeflateNegotiation::serverAccepts_data()
{
    QTest::addColumn<Compression>("wanted");
    QTest::addColumn<QByteArrayList>("offers");
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<DeflateAgreement>("agreement");
    const auto row = [](const char *name, const Compression &wanted, const QByteArrayList &offers,
                         const QByteArray &parameters, const DeflateAgreement &agreement) {
        QTest::newRow(name) << wanted << offers << deflate + parameters << agreement;
    };
    const auto offer = [](const QByteArray &parameters) {
        return QByteArrayList{deflate + parameters};
    };
    const DeflateAgreement none = {{15, true}, {15, true}};

    row("without parameters", widest, offer(""), "", none);
    row("a smaller window of the server, unasked", narrow, offer(""), "", {{10, true}, {15, true}});
    row("server_no_context_takeover", widest, offer("; server_no_context_takeover"),
        "; server_no_context_takeover", {{15, false}, {15, true}});
    row("client_no_context_takeover", widest, offer("; client_no_context_takeover"),
        "; client_no_context_takeover", {{15, true}, {15, false}});
    row("neither is wanted here", forgetful, offer(""),
        "; server_no_context_takeover; client_no_context_takeover", {{15, false}, {15, false}});
    row("server_max_window_bits", widest, offer("; server_max_window_bits=11"),
        "; server_max_window_bits=11", {{11, true}, {15, true}});
    row("server_max_window_bits above that of the server", narrow,
        offer("; server_max_window_bits=11"), "; server_max_window_bits=10",
        {{10, true}, {15, true}});
    row("the smallest server_max_window_bits", widest, offer("; server_max_window_bits=8"),
        "; server_max_window_bits=8", {{8, true}, {15, true}});
    row("client_max_window_bits", widest, offer("; client_max_window_bits"),
        "; client_max_window_bits=15", {{15, true}, {15, true}});
    row("client_max_window_bits, and a smaller window here", narrow,
        offer("; client_max_window_bits"), "; client_max_window_bits=10", {{10, true}, {10, true}});
    row("client_max_window_bits with a value", widest, offer("; client_max_window_bits=9"),
        "; client_max_window_bits=9", {{15, true}, {9, true}});
    row("client_max_window_bits with a value above that of the server", narrow,
        offer("; client_max_window_bits=15"), "; client_max_window_bits=10",
        {{10, true}, {10, true}});
    row("the smallest client_max_window_bits", widest, offer("; client_max_window_bits=8"),
        "; client_max_window_bits=8", {{15, true}, {8, true}});
    row("all of them", narrow,
        offer("; client_max_window_bits; server_no_context_takeover; server_max_window_bits=9;"
              "client_no_context_takeover"),
        "; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=9; "
        "client_max_window_bits=10",
        {{9, false}, {10, false}});
    row("a value in quotes", widest, offer("; server_max_window_bits=\"1\\2\""),
        "; server_max_window_bits=12", {{12, true}, {15, true}});
    row("the first of several", widest,
        {deflate + "; server_max_window_bits=9, " + deflate + "; server_no_context_takeover"},
        "; server_max_window_bits=9", {{9, true}, {15, true}});
    row("the first that is understood", widest,
        {deflate + "; x, " + deflate + "; server_max_window_bits=7",
            "other; x=\"y\", , " + deflate + "; client_max_window_bits=12, " + deflate},
        "; client_max_window_bits=12", {{15, true}, {12, true}});
}

void tst_DeflateNegotiation::serverAccepts()
{
    QFETCH(Compression, wanted);
    QFETCH(QByteArrayList, offers);
    const auto accepted = DeflateNegotiation::accept(fieldsOf(offers), wanted);
    QVERIFY(accepted);
    QTEST(accepted->response, "response");
    QTEST(accepted->agreement, "agreement");
}

void tst_DeflateNegotiation::serverDeclines_data()
{
    QTest::addColumn<QByteArrayList>("offers");
    const auto row = [](const char *name, const QByteArray &offer) {
        QTest::newRow(name) << QByteArrayList{offer};
    };
    QTest::newRow("nothing is offered") << QByteArrayList();
    row("an empty field", "");
    row("another extension", "x-webkit-deflate-frame");
    row("another spelling of the name", "Permessage-Deflate");
    row("an unknown parameter", deflate + "; server_max_window_bit=10");
    row("an unknown parameter behind known ones",
        deflate + "; server_no_context_takeover; client_max_window_bits; memory=1");
    for (const char *name : {"server_no_context_takeover", "client_no_context_takeover",
             "client_max_window_bits", "server_max_window_bits=10", "client_max_window_bits=10"})
        QTest::addRow("%s twice", name) << QByteArrayList{deflate + "; " + name + "; " + name};
    row("client_max_window_bits with a value and without",
        deflate + "; client_max_window_bits; client_max_window_bits=10");
    row("server_no_context_takeover with a value", deflate + "; server_no_context_takeover=1");
    row("client_no_context_takeover with a value", deflate + "; client_no_context_takeover=true");
    row("server_max_window_bits without a value", deflate + "; server_max_window_bits");
    for (const char *value : {"7", "16", "08", "010", "0", "-9", "+9", "9.", "1e1", "x", "\"\"",
             "\"9 \"", "99999999999999999999"}) {
        for (const char *name : {"server_max_window_bits", "client_max_window_bits"})
            QTest::addRow("%s=%s", name, value)
                << QByteArrayList{deflate + "; " + name + '=' + value};
    }
    row("an empty parameter", deflate + "; ");
    row("a parameter that is no token", deflate + "; a b");
    row("a quote that does not end", deflate + "; server_max_window_bits=\"10");
    row("a value that is no token", deflate + "; server_max_window_bits=");
    row("a field that is malformed elsewhere", "(, " + deflate);
    row("a quoted value that is no token elsewhere", "x; y=\"a b\", " + deflate);
}

void tst_DeflateNegotiation::serverDeclines()
{
    QFETCH(QByteArrayList, offers);
    QVERIFY(!DeflateNegotiation::accept(fieldsOf(offers), widest));
}

void tst_DeflateNegotiation::clientReadsTheResponse_data()
{
    QTest::addColumn<Compression>("wanted");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<DeflateAgreement>("agreement");
    const auto row = [](const char *name, const Compression &wanted, const QByteArray &parameters,
                         const DeflateAgreement &agreement) {
        QTest::newRow(name) << wanted << parameters << agreement;
    };
    row("without parameters", widest, "", {{15, true}, {15, true}});
    row("without parameters, to a small window", narrow, "", {{15, true}, {10, true}});
    row("server_no_context_takeover, unasked", widest, "; server_no_context_takeover",
        {{15, false}, {15, true}});
    row("client_no_context_takeover, unasked", widest, "; client_no_context_takeover",
        {{15, true}, {15, false}});
    row("what was asked for", forgetful, "; server_no_context_takeover",
        {{15, false}, {15, false}});
    row("server_max_window_bits", narrow, "; server_max_window_bits=10", {{10, true}, {10, true}});
    row("a smaller server_max_window_bits", narrow, "; server_max_window_bits=8",
        {{8, true}, {10, true}});
    row("server_max_window_bits, unasked", widest, "; server_max_window_bits=9",
        {{9, true}, {15, true}});
    row("client_max_window_bits", widest, "; client_max_window_bits=8", {{15, true}, {8, true}});
    row("client_max_window_bits above that of the client", narrow, "; client_max_window_bits=15",
        {{15, true}, {10, true}});
}

void tst_DeflateNegotiation::clientReadsTheResponse()
{
    QFETCH(Compression, wanted);
    QFETCH(QByteArray, parameters);
    const auto agreement =
        agreementIn(DeflateNegotiation::readResponse(fieldsOf({deflate + parameters}), wanted));
    QVERIFY(agreement);
    QTEST(*agreement, "agreement");
}

void tst_DeflateNegotiation::clientRefusesTheResponse_data()
{
    QTest::addColumn<Compression>("wanted");
    QTest::addColumn<QByteArrayList>("response");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const Compression &wanted, const QByteArrayList &response,
                         const QString &problem) {
        QTest::newRow(name) << wanted << response << problem;
    };
    const auto parameter = [&](const QByteArray &text) {
        const QByteArray name = text.first(text.indexOf('=') < 0 ? text.size() : text.indexOf('='));
        QTest::newRow(text.constData()) << widest << QByteArrayList{deflate + "; " + text}
                                        << u"parameter "_s + QString::fromLatin1(name);
    };
    row("another extension", widest, {"x-other"}, u"not what was offered"_s);
    row("another extension as well", widest, {deflate + ", x-other"}, u"not what was offered"_s);
    row("twice", widest, {deflate, deflate}, u"not what was offered"_s);
    row("the offer of several", narrow, {DeflateNegotiation::offer(narrow)},
        u"not what was offered"_s);
    row("malformed", widest, {deflate + ";"}, u"malformed"_s);
    row("without the server_no_context_takeover that was asked for", forgetful, {deflate},
        u"server_no_context_takeover"_s);
    row("a parameter twice", widest,
        {deflate + "; server_no_context_takeover; server_no_context_takeover"},
        u"parameter server_no_context_takeover"_s);
    for (const char *text :
        {"unknown", "server_no_context_takeover=1", "client_no_context_takeover=1",
            "server_max_window_bits", "server_max_window_bits=7", "server_max_window_bits=16",
            "client_max_window_bits", "client_max_window_bits=7", "client_max_window_bits=09"})
        parameter(text);
}

void tst_DeflateNegotiation::clientRefusesTheResponse()
{
    QFETCH(Compression, wanted);
    QFETCH(QByteArrayList, response);
    QFETCH(QString, problem);
    const Answer answer = DeflateNegotiation::readResponse(fieldsOf(response), wanted);
    const auto *text = std::get_if<QString>(&answer);
    QVERIFY(text);
    QVERIFY2(text->contains("Sec-WebSocket-Extensions"_L1) && text->contains(problem),
        qPrintable(*text));
}

void tst_DeflateNegotiation::responseWithoutExtensionIsFine()
{
    for (const auto &wanted : {std::optional(widest), std::optional<Compression>()}) {
        for (const QByteArrayList &values : {QByteArrayList(), QByteArrayList{""}}) {
            const Answer answer = DeflateNegotiation::readResponse(fieldsOf(values), wanted);
            QVERIFY(std::holds_alternative<std::optional<DeflateAgreement>>(answer));
            QVERIFY(!agreementIn(answer));
        }
    }
}

void tst_DeflateNegotiation::clientWithoutOfferRefusesAny()
{
    const Answer answer = DeflateNegotiation::readResponse(fieldsOf({deflate}), {});
    const auto *text = std::get_if<QString>(&answer);
    QVERIFY(text && text->contains("none was offered"_L1));
}

void tst_DeflateNegotiation::bothEndsAgree()
{
    for (int clientBits = 9; clientBits <= 15; ++clientBits) {
        for (int serverBits = 9; serverBits <= 15; ++serverBits) {
            for (const bool clientTakesOver : {true, false}) {
                for (const bool serverTakesOver : {true, false}) {
                    const Compression client{clientBits, clientTakesOver};
                    const Compression server{serverBits, serverTakesOver};
                    const auto accepted = DeflateNegotiation::accept(
                        fieldsOf({DeflateNegotiation::offer(client)}), server);
                    QVERIFY(accepted);
                    const DeflateParameters both{
                        std::min(clientBits, serverBits), clientTakesOver && serverTakesOver};
                    QCOMPARE(accepted->agreement, (DeflateAgreement{both, both}));
                    const auto read = agreementIn(
                        DeflateNegotiation::readResponse(fieldsOf({accepted->response}), client));
                    // A server does not tell what it was not asked for.
                    DeflateAgreement told = accepted->agreement;
                    if (clientBits == 15)
                        told.server.windowBits = 15;
                    QCOMPARE(read, std::optional(told));
                }
            }
        }
    }
}

QTEST_GUILESS_MAIN(tst_DeflateNegotiation)
#include "tst_deflatenegotiation.moc"
