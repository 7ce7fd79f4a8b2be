// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.wire;

import io.radfm.events.registry.RegistryConfig;

import org.apache.kafka.common.serialization.Serializer;

import java.util.Map;

/// A serializer of somebody else's in place of [AvroSerializer], by class name.
final class ForeignSerializer<T> implements Serializer<T> {
    private final Serializer<Object> serializer;

    private ForeignSerializer(Serializer<Object> serializer) {
        this.serializer = serializer;
    }

    @SuppressWarnings("unchecked") // it takes what it is given, or says that it cannot
    static <T> ForeignSerializer<T> named(Map<String, ?> settings) {
        TrustedClasses.install();
        var serializer =
                (Serializer<Object>)
                        Foreign.made(settings, RegistryConfig.SERIALIZER, Serializer.class);
        serializer.configure(settings, false);
        return new ForeignSerializer<>(serializer);
    }

    @Override
    public byte[] serialize(String topic, T value) {
        try {
            return serializer.serialize(topic, value);
        } catch (RuntimeException e) {
            throw Foreign.told(e);
        }
    }

    @Override
    public void close() {
        serializer.close();
    }
}
