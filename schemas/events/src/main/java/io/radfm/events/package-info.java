// SPDX-License-Identifier: Apache-2.0
/// The events that cross a process border: their Avro schemas, their topics, their bytes.
///
/// ```
///  src/main/avro/*.avsc ──generated──► InstanceReceived, StudyContext, InferenceJob, Draft, …
///  Topics                name, key, value, partitions, retention of every topic
///  wire.AvroSerde        record ⇄ 0 | schema id (4 bytes) | Avro binary      (Confluent wire format)
///  registry.SchemaRegistry   schema ⇄ id, over any Confluent-compatible registry
/// ```
///
/// Start reading at [io.radfm.events.Topics].
package io.radfm.events;
