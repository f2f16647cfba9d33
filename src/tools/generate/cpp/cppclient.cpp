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

Output writeClient(const Api::Document &document, const Options &options)
{
    const CppClient client = cppClientOf(document, options);
    const QString fileName = client.className.toLower();
    return {{{fileName + u".h"_s, cppHeader(client)}, {fileName + u".cpp"_s, cppSource(client)}},
        client.leftOut};
}

} // namespace Generator::Cpp
