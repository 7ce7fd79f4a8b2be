// SPDX-License-Identifier: Apache-2.0
/// Avro records as bytes, in the Confluent wire format: `0 | schema id, 4 bytes big endian | Avro
/// binary`.
package io.radfm.events.wire;
