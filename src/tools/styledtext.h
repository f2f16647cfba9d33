// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "api/signature.h"

#include <QByteArray>

enum class Style { None, Colours };

// Colours where the standard output is a terminal that shows them, unless $NO_COLOR says otherwise.
[[nodiscard]] Style styleOfOutput();

enum class Font { Plain, Bold, Faint, Type };

// Text that does nothing to a terminal but what its font asks for.
[[nodiscard]] QByteArray styled(QStringView text, Font font, Style style);
[[nodiscard]] QByteArray styled(const Api::Spans &spans, Style style);
