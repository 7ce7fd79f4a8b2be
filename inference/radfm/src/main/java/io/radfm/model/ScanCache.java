// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import java.util.LinkedHashMap;
import java.util.Optional;

/// The encoded scans that were used last, within a bound of memory. Any thread.
final class ScanCache {
    private final long mostBytes;
    private final LinkedHashMap<String, EncodedScan> byUse = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    ScanCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized Optional<EncodedScan> get(String key) {
        return Optional.ofNullable(byUse.get(key));
    }

    synchronized void put(EncodedScan scan) {
        var before = byUse.put(scan.key(), scan);
        bytes += scan.bytes() - (before == null ? 0 : before.bytes());
        var oldest = byUse.entrySet().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            bytes -= oldest.next().getValue().bytes();
            oldest.remove();
        }
    }

    synchronized long bytes() {
        return bytes;
    }
}
