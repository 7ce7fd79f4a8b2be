// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.wire;

import io.radfm.events.Topic;
import io.radfm.events.registry.RegistryConfig;
import io.radfm.events.registry.SchemaRegistry;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

import java.util.Map;

/// Both directions of one topic's values, over one shared registry client.
public record AvroSerde<T extends SpecificRecord>(
        Serializer<T> serializer, Deserializer<T> deserializer) implements Serde<T> {

    /// Makes the serdes of a process: one client, one cache, any number of topics. A site may name
    /// other serializers than ours ([RegistryConfig#SERIALIZER], [RegistryConfig#DESERIALIZER]).
    public static final class Factory {
        private final Map<String, ?> settings;
        private final SchemaRegistry registry;
        private final boolean autoRegister;

        public Factory(Map<String, ?> settings) {
            var config = RegistryConfig.of(settings);
            this.settings = settings;
            this.registry = new SchemaRegistry(config);
            this.autoRegister = config.autoRegister();
        }

        /// The serde of this topic's values; reads what older and newer writers wrote as this
        /// program's class.
        ///
        /// @throws org.apache.kafka.common.config.ConfigException for a named class that cannot be
        ///   made
        public <T extends SpecificRecord> AvroSerde<T> of(Topic<T> topic) {
            return new AvroSerde<>(serializer(), deserializer(topic));
        }

        private <T extends SpecificRecord> Serializer<T> serializer() {
            return settings.get(RegistryConfig.SERIALIZER) == null
                    ? new AvroSerializer<>(registry, autoRegister)
                    : ForeignSerializer.named(settings);
        }

        private <T extends SpecificRecord> Deserializer<T> deserializer(Topic<T> topic) {
            return settings.get(RegistryConfig.DESERIALIZER) == null
                    ? new AvroDeserializer<>(registry::schema, topic.schema())
                    : ForeignDeserializer.named(settings, topic.value().orElseThrow());
        }
    }
}
