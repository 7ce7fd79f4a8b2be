// SPDX-License-Identifier: Apache-2.0
/// Topics that are followed into memory, by every results process for itself, in no consumer group.
package io.radfm.results.topic;
