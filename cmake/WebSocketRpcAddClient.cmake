# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# websocketrpc_add_client(<target> DOCUMENT <file> [CLASS <name>] [NAMESPACE <name>])
#
# Adds a class to the target, written from an OpenRPC document, with what the document tells. The class
# is called like the file by default, and its header like the class in lower case: thermostat.json
# becomes the class Thermostat in "thermostat.h", in the namespace ThermostatApi. Each client needs a
# namespace of its own. The target has to link WebSocketRpc::WebSocketRpc.
function(websocketrpc_add_client target)
    cmake_parse_arguments(PARSE_ARGV 1 client "" "DOCUMENT;CLASS;NAMESPACE" "")
    if(client_UNPARSED_ARGUMENTS OR NOT client_DOCUMENT)
        message(FATAL_ERROR "websocketrpc_add_client() takes a target and a DOCUMENT")
    endif()
    cmake_path(ABSOLUTE_PATH client_DOCUMENT BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
    if(NOT client_CLASS)
        cmake_path(GET client_DOCUMENT STEM name)
        string(MAKE_C_IDENTIFIER "${name}" name)
        string(SUBSTRING "${name}" 0 1 first)
        string(SUBSTRING "${name}" 1 -1 rest)
        string(TOUPPER "${first}" first)
        set(client_CLASS "${first}${rest}")
    endif()
    set(namespace "")
    if(client_NAMESPACE)
        set(namespace --namespace "${client_NAMESPACE}")
    endif()
    if(NOT TARGET WebSocketRpc::wsrpc)
        message(FATAL_ERROR "websocketrpc_add_client() needs wsrpc: build it with "
            "WEBSOCKETRPC_BUILD_TOOLS, or find the package with COMPONENTS Tools")
    endif()

    set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}_clients")
    string(TOLOWER "${client_CLASS}" name)
    add_custom_command(
        OUTPUT "${folder}/${name}.h" "${folder}/${name}.cpp"
        COMMAND WebSocketRpc::wsrpc generate cpp "${client_DOCUMENT}" --class "${client_CLASS}" ${namespace}
            --output "${folder}"
        DEPENDS "${client_DOCUMENT}" "$<TARGET_FILE:WebSocketRpc::wsrpc>"
        COMMENT "Writing the client ${client_CLASS}"
        VERBATIM)
    target_sources(${target} PRIVATE "${folder}/${name}.h" "${folder}/${name}.cpp")
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    target_include_directories(${target} PUBLIC "$<BUILD_INTERFACE:${folder}>")
endfunction()
