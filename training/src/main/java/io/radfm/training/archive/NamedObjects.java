// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.events.InstanceRef;
import io.radfm.events.ModelFile;

import org.apache.avro.generic.IndexedRecord;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/// Finds the objects that a record names: every reference in it, at any depth, whatever the version
/// of its schema.
final class NamedObjects {
    private static final Set<String> REFERENCES =
            Set.of(InstanceRef.class.getName(), ModelFile.class.getName());
    private static final String DIGEST = "digest";

    private NamedObjects() {}

    static void in(Object value, SortedSet<String> digests) {
        switch (value) {
            case IndexedRecord record -> in(record, digests);
            case Collection<?> items -> items.forEach(item -> in(item, digests));
            case Map<?, ?> entries -> entries.values().forEach(entry -> in(entry, digests));
            case null, default -> {}
        }
    }

    private static void in(IndexedRecord record, SortedSet<String> digests) {
        var schema = record.getSchema();
        var digest = schema.getField(DIGEST);
        if (REFERENCES.contains(schema.getFullName()) && digest != null) {
            var text = String.valueOf(record.get(digest.pos()));
            if (Sha256.is(text)) {
                digests.add(text);
            }
        } else {
            schema.getFields().forEach(field -> in(record.get(field.pos()), digests));
        }
    }
}
