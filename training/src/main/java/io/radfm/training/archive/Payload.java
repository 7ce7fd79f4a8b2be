// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import org.apache.avro.Schema;

import java.util.SortedSet;

/// What can be said of a value.
///
/// @param schemaId of its writer's schema; null for a value that is kept as it came: none, no Avro,
///   or more than one record
/// @param named the schema it names, also where it is kept as it came; null where nobody knows it
/// @param envelope the schema of a file it may lie in
/// @param objects digests it names
record Payload(Integer schemaId, Named named, Schema envelope, SortedSet<String> objects) {
    record Named(int id, Schema schema) {}

    @Override
    public String toString() {
        return "Payload{" + schemaId + "}";
    }
}
