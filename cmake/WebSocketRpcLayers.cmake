# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# A layer is a folder and a target that sees the layers it links and nothing else. A private header
# x_p.h lies in the layer's folder, a public one in websocketrpc/ below it, and both are found only by
# those who link the layer.
#
# websocketrpc_add_layer(<name> [HEADERS <file>...] [SOURCES <file>...] LINKS <target>...)
function(websocketrpc_add_layer name)
    cmake_parse_arguments(PARSE_ARGV 1 layer "" "" "SOURCES;HEADERS;LINKS")
    list(TRANSFORM layer_SOURCES PREPEND "${name}/")
    list(TRANSFORM layer_HEADERS PREPEND "${name}/websocketrpc/")
    add_library(websocketrpc_${name} OBJECT ${layer_SOURCES} ${layer_HEADERS})
    set_target_properties(websocketrpc_${name} PROPERTIES
        WEBSOCKETRPC_PUBLIC_HEADERS "${layer_HEADERS}"
        AUTOMOC ON AUTOGEN_ORIGIN_DEPENDS OFF POSITION_INDEPENDENT_CODE ON
        CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
        UNITY_BUILD ${WEBSOCKETRPC_UNITY_BUILD} UNITY_BUILD_BATCH_SIZE 0)
    target_include_directories(websocketrpc_${name} PUBLIC
        "${CMAKE_CURRENT_SOURCE_DIR}/${name}" "${CMAKE_CURRENT_BINARY_DIR}/export")
    target_compile_definitions(websocketrpc_${name} PRIVATE
        QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII)
    if(BUILD_SHARED_LIBS)
        target_compile_definitions(websocketrpc_${name} PRIVATE WebSocketRpc_EXPORTS)
    else()
        target_compile_definitions(websocketrpc_${name} PUBLIC WEBSOCKETRPC_STATIC_DEFINE)
    endif()
    target_link_libraries(websocketrpc_${name} PUBLIC ${layer_LINKS} PRIVATE websocketrpc_settings)
    set_property(GLOBAL APPEND PROPERTY WEBSOCKETRPC_LAYERS ${name})
endfunction()

# websocketrpc_layers(<variable> <name>...)
#
# The targets of these layers and of all below them. A program that reaches inside links them all,
# since an object library does not bring along the objects of those that it links.
function(websocketrpc_layers variable)
    set(targets "${ARGN}")
    list(TRANSFORM targets PREPEND websocketrpc_)
    set(found "")
    while(targets)
        list(POP_FRONT targets target)
        list(APPEND found ${target})
        get_target_property(links ${target} LINK_LIBRARIES)
        list(FILTER links INCLUDE REGEX "^websocketrpc_")
        list(REMOVE_ITEM links websocketrpc_settings ${found})
        list(APPEND targets ${links})
    endwhile()
    list(REMOVE_DUPLICATES found)
    set(${variable} "${found}" PARENT_SCOPE)
endfunction()
