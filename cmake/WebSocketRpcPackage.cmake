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
if(TARGET wsrpc)
    websocketrpc_install_component(Tools wsrpc)
    install(FILES "${PROJECT_SOURCE_DIR}/cmake/WebSocketRpcAddClient.cmake" DESTINATION "${package_dir}")
endif()

set(WEBSOCKETRPC_INSTALL_QMLDIR "${QT6_INSTALL_QML}" CACHE STRING
    "Where the QML module is installed, below the prefix")
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/WebSocketRpcConfig.cmake.in"
    "${CMAKE_CURRENT_BINARY_DIR}/WebSocketRpcConfig.cmake"
    INSTALL_DESTINATION "${package_dir}"
    PATH_VARS WEBSOCKETRPC_INSTALL_QMLDIR)
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/WebSocketRpcConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES
    "${CMAKE_CURRENT_BINARY_DIR}/WebSocketRpcConfig.cmake"
    "${CMAKE_CURRENT_BINARY_DIR}/WebSocketRpcConfigVersion.cmake"
    DESTINATION "${package_dir}")

# websocketrpc_install_pkgconfig(<module> <library> REQUIRES <module>... [STATIC_REQUIRES <module>...])
#
# Those who link a static library link what it uses as well.
function(websocketrpc_install_pkgconfig module library)
    cmake_parse_arguments(PARSE_ARGV 2 module "" "" "REQUIRES;STATIC_REQUIRES")
    set(directory "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
    file(RELATIVE_PATH prefix "/prefix/${directory}" "/prefix")
    if(NOT BUILD_SHARED_LIBS)
        list(APPEND module_REQUIRES ${module_STATIC_REQUIRES})
        string(TOUPPER "${library}" macro_prefix)
        set(cflags " -D${macro_prefix}_STATIC_DEFINE")
    endif()
    list(JOIN module_REQUIRES ", " requires)
    configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/websocketrpc.pc.in" "${CMAKE_CURRENT_BINARY_DIR}/${module}.pc" @ONLY)
    install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${module}.pc" DESTINATION "${directory}")
endfunction()

websocketrpc_install_pkgconfig(websocketrpc WebSocketRpc
    REQUIRES "Qt6Core >= 6.4" "Qt6Network >= 6.4"
    STATIC_REQUIRES "Qt6WebSockets >= 6.4" simdjson zlib)
websocketrpc_install_pkgconfig(websocketrpc-test WebSocketRpcTest
    REQUIRES "websocketrpc = ${PROJECT_VERSION}" "Qt6Test >= 6.4"
    STATIC_REQUIRES "Qt6WebSockets >= 6.4")
