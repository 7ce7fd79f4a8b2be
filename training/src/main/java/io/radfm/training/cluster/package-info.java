// SPDX-License-Identifier: Apache-2.0
/// What the commands that read a cluster have in common: how they are let in, and how fast they may
/// go.
///
/// ```
///  --bootstrap-servers, --kafka-config ──► ClusterOptions ──► replay, archive
///                       --rate MB/s    ──► RateLimit      ──►
/// ```
package io.radfm.training.cluster;
