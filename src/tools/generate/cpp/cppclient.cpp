// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cppclient.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

bool CppMethod::hasOptional() const
{
    return !std::ranges::all_of(parameters, &CppParameter::isRequired);
}

QString CppMethod::resultText() const
{
    switch (result) {
    case Result::None:
        return u"void"_s;
    case Result::Nothing:
        return u"WebSocketRpc::Reply<void>"_s;
    case Result::Value:
        return u"WebSocketRpc::Reply<%1>"_s.arg(type.text());
    case Result::Stream:
        return u"WebSocketRpc::Stream<%1>"_s.arg(type.text());
    }
    Q_UNREACHABLE();
    return {};
}

QStringList CppClient::unknownTypes() const
{
    QSet<QString> all;
    for (const CppMethod &method : methods) {
        for (const CppParameter &parameter : method.parameters)
            addUnknownToQt(parameter.type, all);
        if (method.result == CppMethod::Result::Value || method.result == CppMethod::Result::Stream)
            addUnknownToQt(method.type, all);
    }
    for (const CppSignal &signal : signalList) {
        for (const CppParameter &parameter : signal.parameters)
            addUnknownToQt(parameter.type, all);
    }
    for (const CppProperty &property : properties)
        addUnknownToQt(property.type, all);
    QStringList sorted(all.begin(), all.end());
    sorted.sort();
    return sorted;
}

Output writeClient(const Api::Document &document, const Options &options)
{
    const CppClient client = cppClientOf(document, options);
    const QString fileName = client.className.toLower();
    return {{{fileName + u".h"_s, cppHeader(client)}, {fileName + u".cpp"_s, cppSource(client)}},
        client.leftOut};
}

} // namespace Generator::Cpp
