// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.radfm.testkit.Shared;
import io.radfm.wire.scp.MemoryStore;
import io.radfm.wire.scu.Part10File;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Real series, and whether what arrived is what they hold.
final class SeriesFiles {
    private SeriesFiles() {}

    static Path folder(String series) {
        return Shared.path("dicom/series/" + series);
    }

    /// Of every file below, by SOP Instance UID: its data set as the bytes it is.
    static Map<String, byte[]> dataSets(Path folder) throws IOException {
        var found = new TreeMap<String, byte[]>();
        try (var paths = Files.walk(folder)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                var file = Part10File.read(path);
                if (file.isPresent()) {
                    var bytes = Files.readAllBytes(path);
                    found.put(
                            file.get().sopInstanceUid(),
                            java.util.Arrays.copyOfRange(
                                    bytes, (int) file.get().offset(), bytes.length));
                }
            }
        }
        return found;
    }

    static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> actual) {
        org.junit.jupiter.api.Assertions.assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((uid, bytes) -> assertArrayEquals(bytes, actual.get(uid), uid));
    }

    static Map<String, byte[]> received(MemoryStore store) {
        var received = new TreeMap<String, byte[]>();
        store.objects.forEach((uid, stored) -> received.put(uid, stored.dataSet()));
        return received;
    }
}
