// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.wire;

import io.radfm.events.registry.RegistryConfig;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

import java.util.HashMap;
import java.util.Map;

/// A deserializer of somebody else's in place of [AvroDeserializer], by class name. It is asked for
/// generated records.
final class ForeignDeserializer<T> implements Deserializer<T> {
    private static final String GENERATED = "specific.avro.reader";

    private final Deserializer<Object> deserializer;
    private final Class<T> type;

    private ForeignDeserializer(Deserializer<Object> deserializer, Class<T> type) {
        this.deserializer = deserializer;
        this.type = type;
    }

    @SuppressWarnings("unchecked") // what it makes is looked at below
    static <T> ForeignDeserializer<T> named(Map<String, ?> settings, Class<T> type) {
        TrustedClasses.install();
        var deserializer =
                (Deserializer<Object>)
                        Foreign.made(settings, RegistryConfig.DESERIALIZER, Deserializer.class);
        var all = new HashMap<String, Object>(settings);
        all.put(GENERATED, true);
        deserializer.configure(all, false);
        return new ForeignDeserializer<>(deserializer, type);
    }

    @Override
    public T deserialize(String topic, byte[] bytes) {
        Object value;
        try {
            value = deserializer.deserialize(topic, bytes);
        } catch (RuntimeException e) {
            throw Foreign.told(e);
        }
        if (value != null && !type.isInstance(value)) {
            throw new SerializationException(
                    "topic %s holds a %s where %s belongs"
                            .formatted(topic, value.getClass().getName(), type.getSimpleName()));
        }
        return type.cast(value);
    }

    @Override
    public void close() {
        deserializer.close();
    }
}
