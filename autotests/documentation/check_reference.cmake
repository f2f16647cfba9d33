# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# cmake -DSOURCE_DIR=<dir> -P check_reference.cmake
#
# Fails unless the reference has a \class or an \enum for each type that a public header defines in the
# namespace WebSocketRpc or WebSocketRpc::Test, and a \qmltype for each type of the QML module. A type
# that users never name is in WebSocketRpc::Detail, or is documented as \internal.

cmake_minimum_required(VERSION 3.24)

file(GLOB_RECURSE documents
    "${SOURCE_DIR}/doc/src/*.qdoc" "${SOURCE_DIR}/src/*.cpp" "${SOURCE_DIR}/qml/*.cpp")
set(commands "")
foreach(document IN LISTS documents)
    file(STRINGS "${document}" found REGEX "^ *\\\\(class|enum|qmltype) ")
    list(TRANSFORM found STRIP)
    list(APPEND commands ${found})
endforeach()

set(missing "")

# require(<file> <type> <command>...): one of the commands
function(require file type)
    foreach(command IN LISTS ARGN)
        if(command IN_LIST commands)
            return()
        endif()
    endforeach()
    file(RELATIVE_PATH file "${SOURCE_DIR}" "${file}")
    set(missing "${missing}\n  ${type}, ${file}" PARENT_SCOPE)
endfunction()

file(GLOB library_headers "${SOURCE_DIR}/src/websocketrpc/*/websocketrpc/*.h")
file(GLOB test_headers "${SOURCE_DIR}/src/testing/websocketrpc/test/*.h")
foreach(header IN LISTS library_headers test_headers)
    set(namespace "")
    file(STRINGS "${header}" lines
        REGEX "^(namespace [A-Za-z:]+ {|(class|struct|enum class|enum) ([A-Z_]+_EXPORT )?[A-Za-z]+( final)?( : .*)?( {.*)?;?)$")
    foreach(line IN LISTS lines)
        if(line MATCHES "^namespace ([A-Za-z:]+)")
            set(namespace "${CMAKE_MATCH_1}")
        elseif(line MATCHES "[^}];$" OR NOT namespace MATCHES "^WebSocketRpc(::Test)?$")
            continue()
        else()
            string(REGEX REPLACE
                "^(class|struct|enum class|enum) ([A-Z_]+_EXPORT )?([A-Za-z]+).*" "\\3" name "${line}")
            require("${header}" "${namespace}::${name}"
                "\\class ${namespace}::${name}" "\\enum ${namespace}::${name}")
        endif()
    endforeach()
endforeach()

file(GLOB qml_headers "${SOURCE_DIR}/qml/*.h")
foreach(header IN LISTS qml_headers)
    file(STRINGS "${header}" element REGEX "^ *QML_ELEMENT$")
    file(STRINGS "${header}" class REGEX "^class [A-Za-z]+ : public .*$")
    if(element AND class MATCHES "^class ([A-Za-z]+)")
        require("${header}" "${CMAKE_MATCH_1}" "\\qmltype ${CMAKE_MATCH_1}")
    endif()
endforeach()

if(missing)
    message(FATAL_ERROR "These types have no page in the reference:${missing}")
endif()
