// SPDX-License-Identifier: Apache-2.0
package io.radfm.events;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes what this version's topics hold to `released/<version>/`, when a release is made: `mvn
/// -pl schemas/events test-compile exec:java -Dexec.classpathScope=test
/// -Dexec.mainClass=io.radfm.events.DumpReleased -Dexec.args=<version>`.
final class DumpReleased {
    private DumpReleased() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Files.createDirectories(Path.of("src/test/resources/released", arguments[0]));
        for (var topic : SchemasTest.topicsWithSchemas()) {
            Files.writeString(
                    folder.resolve(topic.name() + ".avsc"),
                    new ObjectMapper().readTree(topic.schema().toString()).toPrettyString() + "\n");
        }
    }
}
