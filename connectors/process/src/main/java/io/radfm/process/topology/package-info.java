// SPDX-License-Identifier: Apache-2.0
/// What roles with a Kafka Streams topology share: how it is run ([TopologyProperties]), what
/// becomes a dead letter, how much memory its stores take. Kafka Streams is an optional dependency
/// of this module: such roles bring it.
package io.radfm.process.topology;
