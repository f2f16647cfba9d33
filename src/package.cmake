# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# What find_package(WebSocketRpc) and pkg-config find.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/WebSocketRpc")

# websocketrpc_install_component(<component> <library>)
function(websocketrpc_install_component component library)
    get_target_property(header_sets ${library} INTERFACE_HEADER_SETS)
    if(header_sets)
        set(headers FILE_SET HEADERS)
    endif()
    install(TARGETS ${library} EXPORT WebSocketRpc${component} ${headers})
    install(EXPORT WebSocketRpc${component}
        NAMESPACE WebSocketRpc:: DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/WebSocketRpc"
        FILE WebSocketRpc${component}Targets.cmake)
endfunction()

websocketrpc_install_component(Core WebSocketRpc)
websocketrpc_install_component(Test WebSocketRpcTest)

set(WEBSOCKETRPC_INSTALL_QMLDIR "${QT6_INSTALL_QML}" CACHE STRING
    "Where the QML module is installed, below the prefix")
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/WebSocketRpcConfig.cmake.in"
    "${CMAKE_CURRENT_BINARY_DIR}/WebSocketRpcConfig.cmake"
    INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/WebSocketRpcConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES
    "${CMAKE_CURRENT_BINARY_DIR}/WebSocketRpcConfig.cmake"
    "${CMAKE_CURRENT_BINARY_DIR}/WebSocketRpcConfigVersion.cmake"
    DESTINATION "${package_dir}")

# Those who link a static library link what it uses as well.
if(NOT BUILD_SHARED_LIBS)
    set(pkgconfig_requires " Qt6WebSockets >= 6.4 simdjson")
    set(pkgconfig_cflags " -DWEBSOCKETRPC_STATIC_DEFINE")
endif()
set(pkgconfig_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
file(RELATIVE_PATH pkgconfig_prefix "/prefix/${pkgconfig_dir}" "/prefix")
configure_file(websocketrpc.pc.in "${CMAKE_CURRENT_BINARY_DIR}/websocketrpc.pc" @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/websocketrpc.pc" DESTINATION "${pkgconfig_dir}")
