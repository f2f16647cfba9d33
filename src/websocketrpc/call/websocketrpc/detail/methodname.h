// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qglobal.h>

#include <string_view>

namespace WebSocketRpc::Detail {

template<auto Method>
constexpr std::string_view methodSpelling()
{
#ifdef Q_CC_MSVC
    return __FUNCSIG__;
#else
    return __PRETTY_FUNCTION__;
#endif
}

// The method's name, read from how the compiler spells the template argument.
template<auto Method>
constexpr std::string_view methodName()
{
    std::string_view spelling = methodSpelling<Method>();
#ifdef Q_CC_MSVC
    spelling = spelling.substr(0, spelling.rfind(">(void)"));
    spelling = spelling.substr(0, spelling.rfind('('));
#else
    spelling = spelling.substr(spelling.find("Method = ") + 9);
    spelling = spelling.substr(0, spelling.find_first_of(";]"));
    if (const auto parameters = spelling.find(")("); parameters != std::string_view::npos)
        spelling = spelling.substr(0, spelling.find_last_of('(', parameters));
#endif
    return spelling.substr(spelling.rfind("::") + 2);
}

struct MethodNameProbe
{
    void probe();
};
// A compiler that spells it differently fails here instead of calling wrong names.
static_assert(methodName<&MethodNameProbe::probe>() == "probe");

} // namespace WebSocketRpc::Detail
