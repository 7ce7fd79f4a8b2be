// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.SchemaBuilder;

import java.util.List;
import java.util.Optional;

/// The schema of a container file: what Kafka keeps beside a value, then the value by the schema of
/// who wrote it, so that any Avro tool reads it as a record.
///
/// ```
///  offset: long · timestamp: long · key: bytes? · headers: [{key, value: bytes?}] · valueBytes: int · value: V?
/// ```
///
/// `valueBytes` is how many bytes V takes, -1 for no value: these bytes are kept as they came, not
/// written anew. Values that are no Avro lie in files of their own, where V is `bytes`.
final class Envelope {
    static final String TOPIC = "radfm.topic";
    static final String PARTITION = "radfm.partition";

    /// The writer's schema had this id in the registry; absent where V is `bytes`.
    static final String SCHEMA_ID = "radfm.schema.id";

    /// Bytes before the data of a value on the wire.
    static final int WIRE_BYTES = 5;

    private static final String NAMESPACE = "io.radfm.archive";
    private static final String VALUE = "value";

    private Envelope() {}

    /// @return empty for a schema that cannot stand in a file: a union, or one with names of ours
    static Optional<Schema> of(Schema value) {
        try {
            var envelope = around(value);
            return Optional.of(parse(envelope.toString())).filter(envelope::equals);
        } catch (AvroRuntimeException e) {
            return Optional.empty();
        }
    }

    private static Schema around(Schema value) {
        var bytes = Schema.create(Schema.Type.BYTES);
        var header =
                SchemaBuilder.record("Header")
                        .namespace(NAMESPACE)
                        .fields()
                        .requiredString("key")
                        .name(VALUE)
                        .type(nullable(bytes))
                        .noDefault()
                        .endRecord();
        return Schema.createRecord(
                "Record",
                "A Kafka record.",
                NAMESPACE,
                false,
                List.of(
                        new Field("offset", Schema.create(Schema.Type.LONG)),
                        new Field(
                                "timestamp",
                                org.apache.avro.LogicalTypes.timestampMillis()
                                        .addToSchema(Schema.create(Schema.Type.LONG))),
                        new Field("key", nullable(bytes)),
                        new Field("headers", Schema.createArray(header)),
                        new Field("valueBytes", Schema.create(Schema.Type.INT)),
                        new Field(VALUE, nullable(value))));
    }

    private static Schema nullable(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    /// The schema of the values in a file with this schema.
    ///
    /// @throws DamagedArchive where it is no envelope
    static Schema value(String file, Schema envelope) throws DamagedArchive {
        if (envelope.getType() == Schema.Type.RECORD && envelope.getField(VALUE) != null) {
            var value = envelope.getField(VALUE).schema();
            if (value.isUnion() && value.getTypes().size() == 2) {
                var schema = value.getTypes().get(1);
                if (of(schema).filter(envelope::equals).isPresent()) {
                    return schema;
                }
            }
        }
        throw new DamagedArchive(file, "has another schema than an archive's");
    }

    /// As lenient with names as the registry.
    static Schema parse(String json) {
        return new Schema.Parser(NameValidator.UTF_VALIDATOR).parse(json);
    }
}
