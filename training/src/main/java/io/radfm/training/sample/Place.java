// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

/// Where a sample lies, for those who read samples in an order of their own.
///
/// @param shard name of the shard
/// @param at byte of the shard where the sample begins
/// @param scansAt byte where its first scan begins
/// @param end byte after it
public record Place(String shard, long at, long scansAt, long end, Sample sample) {}
