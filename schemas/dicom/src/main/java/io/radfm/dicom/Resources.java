// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Tables of the standard that lie beside the classes as text, one entry a line, `#` for comments.
final class Resources {
    private Resources() {}

    static List<String> lines(String name) {
        try (var in = Resources.class.getResourceAsStream(name);
                var reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
