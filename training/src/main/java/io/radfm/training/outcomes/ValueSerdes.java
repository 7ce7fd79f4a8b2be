// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import io.radfm.events.Topic;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/// How the values of each topic are written: over the schema registry in production.
@FunctionalInterface
interface ValueSerdes {
    <V extends SpecificRecord> Serde<V> of(Topic<V> topic);
}
