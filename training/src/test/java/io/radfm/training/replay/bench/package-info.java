// SPDX-License-Identifier: Apache-2.0
/// Benchmarks of replay, run by `.ci/bench`.
package io.radfm.training.replay.bench;
