// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;

/// Records as JSON, component by component; a missing value is `null`, never left out.
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static String of(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + value.getClass(), e);
        }
    }

    static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json").send(of(value));
    }
}
