// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.storage.ObjectStore;
import io.radfm.wire.AeTitle;
import io.radfm.wire.scu.Destination;
import io.radfm.wire.scu.ScuSettings;
import io.radfm.wire.scu.StoreScu;

import org.apache.kafka.common.config.AbstractConfig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An ingest role under test: on a free port, with its data in a folder.
final class Setting {
    private Setting() {}

    static Ingest ingest(Map<String, String> cluster, Path folder, Map<String, String> more)
            throws IOException {
        var settings = new HashMap<>(cluster);
        settings.put("dicom.port", "0");
        settings.put("data.dir", folder.toString());
        settings.put("object.store.min.free.bytes", "0");
        settings.put("object.store.min.free.percent", "0");
        settings.putAll(more);
        return Ingest.start(
                new AbstractConfig(IngestConfig.KEYS, settings, false), new SimpleMeterRegistry());
    }

    static StoreScu connect(Ingest ingest, int window) throws IOException {
        return connect(ingest.address().getPort(), window);
    }

    static StoreScu connect(int port, int window) throws IOException {
        return StoreScu.connect(
                new Destination(AeTitle.of("RADFM"), "127.0.0.1", port),
                ScuSettings.of(AeTitle.of("TEST")).withWindow(window),
                List.of(TestObjects.CT));
    }

    static ObjectStore store(Path folder) throws IOException {
        return ObjectStore.of(folder.resolve("objects").toUri());
    }
}
