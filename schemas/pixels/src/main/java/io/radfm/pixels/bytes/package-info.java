// SPDX-License-Identifier: Apache-2.0
/// What every codec needs at its two ends: checked reading of header fields, and samples into
/// frames.
package io.radfm.pixels.bytes;
