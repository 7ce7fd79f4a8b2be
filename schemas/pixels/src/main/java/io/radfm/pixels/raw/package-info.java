// SPDX-License-Identifier: Apache-2.0
/// Native frames: the bytes as they are, put into one byte order and one sample order, and deflated
/// ones (PS3.5 §A.4.13).
package io.radfm.pixels.raw;
