// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.wire;

import io.radfm.events.Topic;
import io.radfm.events.registry.RegistryConfig;
import io.radfm.events.registry.SchemaRegistry;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

import java.util.Map;

/// Both directions of one topic's values, over one shared registry client.
public record AvroSerde<T extends SpecificRecord>(
        AvroSerializer<T> serializer, AvroDeserializer<T> deserializer) implements Serde<T> {

    /// Makes the serdes of a process: one client, one cache, any number of topics.
    public static final class Factory {
        private final SchemaRegistry registry;
        private final boolean autoRegister;

        public Factory(Map<String, ?> settings) {
            var config = RegistryConfig.of(settings);
            this.registry = new SchemaRegistry(config);
            this.autoRegister = config.autoRegister();
        }

        /// The serde of this topic's values; reads what older and newer writers wrote as this
        /// program's class.
        public <T extends SpecificRecord> AvroSerde<T> of(Topic<T> topic) {
            return new AvroSerde<>(
                    new AvroSerializer<>(registry, autoRegister),
                    new AvroDeserializer<>(registry, topic.schema()));
        }
    }
}
