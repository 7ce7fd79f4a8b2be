// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

/// @param number among those the driver finds, from 0
/// @param capability what it can do, as NVIDIA counts: `9.0`
record Gpu(int number, String name, String capability) {}
