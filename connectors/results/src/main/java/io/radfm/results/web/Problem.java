// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;

/// An answer other than the one asked for: a status and one sentence, as JSON.
record Problem(String error) {
    static void send(ServerResponse response, Status status, String sentence) {
        Json.send(response.status(status), new Problem(sentence));
    }

    static void notFound(ServerResponse response, String sentence) {
        send(response, Status.NOT_FOUND_404, sentence);
    }
}
