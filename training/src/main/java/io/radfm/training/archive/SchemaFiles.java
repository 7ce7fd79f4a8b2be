// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The schemas that values name, each in a file of its own.
final class SchemaFiles {
    private final Archive archive;
    private final Set<Integer> there = new HashSet<>();

    SchemaFiles(Archive archive) {
        this.archive = archive;
    }

    /// @throws IOException when another schema had this id before
    void keep(Payload.Named schema) throws IOException {
        if (there.contains(schema.id())) {
            return;
        }
        var name = Manifest.schema(schema.id());
        var bytes = schema.schema().toString().getBytes(StandardCharsets.UTF_8);
        var known = archive.schemas().get(schema.id());
        if (known == null) {
            archive.folder().write(name, bytes);
        } else if (!known.equals(Sha256.of(bytes))) {
            throw new IOException(
                    "schema "
                            + schema.id()
                            + " is another one in this registry than in the archive: it is"
                            + " another registry, begin a new archive");
        }
        there.add(schema.id());
    }

    /// Digests of the schemas that are new in these segments.
    SortedMap<Integer, String> of(Collection<Segment> segments) throws IOException {
        var digests = new TreeMap<Integer, String>();
        for (var segment : segments) {
            for (int id : segment.schemas()) {
                if (!archive.schemas().containsKey(id) && !digests.containsKey(id)) {
                    var bytes = Json.bytes(archive.folder(), Manifest.schema(id));
                    digests.put(id, Sha256.of(bytes));
                }
            }
        }
        return digests;
    }
}
