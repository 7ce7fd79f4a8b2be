// SPDX-License-Identifier: Apache-2.0
package io.radfm.events.wire;

import io.radfm.events.registry.RegistryConfig;
import io.radfm.events.registry.SchemaRegistry;

import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/// Writes a generated record in the Confluent wire format under the subject `<topic>-value`. Usable
/// by class name: the settings are those of [RegistryConfig].
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
    static {
        TrustedClasses.install();
    }

    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 5;
    private static final int TYPICAL_BYTES = 512;

    private SchemaRegistry registry;
    private boolean autoRegister = true;
    private String suffix = "-value";

    public AvroSerializer() {}

    AvroSerializer(SchemaRegistry registry, boolean autoRegister) {
        this.registry = registry;
        this.autoRegister = autoRegister;
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        var config = RegistryConfig.of(settings);
        registry = new SchemaRegistry(config);
        autoRegister = config.autoRegister();
        suffix = isKey ? "-key" : "-value";
    }

    @Override
    public byte[] serialize(String topic, T value) {
        if (value == null) {
            return null;
        }
        var schema = value.getSchema();
        var subject = topic + suffix;
        int id =
                autoRegister
                        ? registry.register(subject, schema)
                        : registry.lookup(subject, schema);
        var out = new ByteArrayOutputStream(TYPICAL_BYTES);
        out.write(MAGIC);
        out.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
        try {
            var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new SpecificDatumWriter<T>(schema).write(value, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "a " + schema.getName() + " does not fit its own schema", e);
        }
        return out.toByteArray();
    }
}
