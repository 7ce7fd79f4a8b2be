// SPDX-License-Identifier: Apache-2.0
/// How long a draft takes beyond what nobody can save: the quiet time and the model's own.
///
/// `.ci/bench LatencyBench`
package io.radfm.lab.bench;
