// SPDX-License-Identifier: Apache-2.0
/// RLE Lossless (PS3.5 Annex G).
///
/// ```
///  64-byte header        segment 0          segment 1          …
///  count, 15 offsets     most significant   next byte of
///  (little endian)       byte of sample 0   sample 0
///                        PackBits           PackBits
/// ```
package io.radfm.pixels.rle;
