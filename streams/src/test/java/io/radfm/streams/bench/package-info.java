// SPDX-License-Identifier: Apache-2.0
/// How fast the topology is, beside the least that Kafka Streams can do with the same records.
package io.radfm.streams.bench;
