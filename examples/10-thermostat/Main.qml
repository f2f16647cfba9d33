// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import Heating

QtObject {
    id: house

    required property Boiler boiler

    readonly property ThermostatWindow hall: ThermostatWindow {
        objectName: "hall"
        boiler: house.boiler
        place: "Hall"
        x: 100
        y: 100
    }
    readonly property ThermostatWindow kitchen: ThermostatWindow {
        objectName: "kitchen"
        boiler: house.boiler
        place: "Kitchen"
        x: house.hall.x + house.hall.width + 24
        y: house.hall.y
    }
}
