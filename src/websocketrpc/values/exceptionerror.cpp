// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "exceptionerror_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

Error errorFrom(const std::exception_ptr &exception)
{
    try {
        std::rethrow_exception(exception);
    } catch (const Error &error) {
        return error;
    } catch (const std::exception &other) {
        return Error(Error::InternalError, QString::fromUtf8(other.what()));
    } catch (...) {
        return Error(Error::InternalError, u"an exception of unknown type"_s);
    }
}

} // namespace WebSocketRpc
