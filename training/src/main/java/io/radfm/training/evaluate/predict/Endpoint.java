// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// An OpenAI-compatible server of chat completions.
///
/// @param base without `/chat/completions`, for example `http://127.0.0.1:8000/v1`
/// @param model as the server calls it
/// @param key sent as a bearer token; never shown
/// @param parallel requests at once
/// @param timeout of one request, the answer included
/// @param tries of one question
/// @param pause before the second try; doubles with each further one
/// @param pictures of one question at most, shared by its scans
/// @param maxNewTokens of an answer
public record Endpoint(
        URI base,
        String model,
        Optional<String> key,
        int parallel,
        Duration timeout,
        int tries,
        Duration pause,
        int pictures,
        int maxNewTokens) {
    public Endpoint {
        var scheme = base.getScheme();
        require(
                base.getHost() != null && ("http".equals(scheme) || "https".equals(scheme)),
                "must be http://… or https://…");
        require(!model.isBlank(), "the model has no name");
        require(parallel >= 1 && parallel <= 64, parallel + " requests at once");
        require(timeout.isPositive() && tries >= 1 && tries <= 20, "timeout or tries");
        require(!pause.isNegative(), "pause");
        require(pictures >= 1 && pictures <= 100, pictures + " pictures");
        require(maxNewTokens >= 1, maxNewTokens + " tokens");
    }

    /// Four at once, two minutes and four tries each, from one second on, 16 pictures.
    public static Endpoint of(URI base, String model, Optional<String> key, int maxNewTokens) {
        return new Endpoint(
                base,
                model,
                key,
                4,
                Duration.ofMinutes(2),
                4,
                Duration.ofSeconds(1),
                16,
                maxNewTokens);
    }

    URI completions() {
        var text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + "chat/completions");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("endpoint: " + what);
        }
    }

    /// Not its key.
    @Override
    public String toString() {
        return model + " at " + base.getHost();
    }
}
