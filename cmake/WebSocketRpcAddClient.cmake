# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# websocketrpc_add_client(<target> DOCUMENT <file> [CLASS <name>] [NAMESPACE <name>]
#     [PREFIX <prefix>] [QML_MODULE <target>])
#
# Adds a class to the target, written from an OpenRPC document, with what the document tells. The class
# is called like the file by default, and its header like the class in lower case: thermostat.json
# becomes the class Thermostat in "thermostat.h", in the namespace ThermostatApi. Each client needs a
# namespace of its own. The target has to link WebSocketRpc::WebSocketRpc.
#
# With PREFIX the class has only what the peer calls by names with this prefix, such as thermostat., and leaves it
# out of its own names. With QML_MODULE, a QML type of the same name is added to the QML module of a target. The type
# needs the QML module WebSocketRpc.
function(websocketrpc_add_client target)
    cmake_parse_arguments(PARSE_ARGV 1 client "" "DOCUMENT;CLASS;NAMESPACE;PREFIX;QML_MODULE" "")
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
    set(prefix "")
    if(client_PREFIX)
        set(prefix --prefix "${client_PREFIX}")
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
            ${prefix} --output "${folder}"
        DEPENDS "${client_DOCUMENT}" "$<TARGET_FILE:WebSocketRpc::wsrpc>"
        COMMENT "Writing the client ${client_CLASS}"
        VERBATIM)
    target_sources(${target} PRIVATE "${folder}/${name}.h" "${folder}/${name}.cpp")
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    target_include_directories(${target} PUBLIC "$<BUILD_INTERFACE:${folder}>")

    if(client_QML_MODULE)
        set(type "${folder}/${client_CLASS}.qml")
        set(arguments generate qml "${client_DOCUMENT}" --class "${client_CLASS}" ${prefix}
            --output "${folder}")
        add_custom_command(
            OUTPUT "${type}"
            COMMAND WebSocketRpc::wsrpc ${arguments}
            DEPENDS "${client_DOCUMENT}" "$<TARGET_FILE:WebSocketRpc::wsrpc>"
            COMMENT "Writing the QML type ${client_CLASS}"
            VERBATIM)
        # Qt copies the file when CMake runs, and again after each change.
        get_target_property(is_there WebSocketRpc::wsrpc IMPORTED)
        if(is_there)
            get_target_property(wsrpc WebSocketRpc::wsrpc LOCATION)
            execute_process(COMMAND "${wsrpc}" ${arguments} COMMAND_ERROR_IS_FATAL ANY)
        elseif(NOT EXISTS "${type}")
            file(WRITE "${type}" "")
        endif()
        set_source_files_properties("${type}" PROPERTIES QT_RESOURCE_ALIAS "${client_CLASS}.qml")
        qt_target_qml_sources(${client_QML_MODULE} QML_FILES "${type}")
    endif()
endfunction()
