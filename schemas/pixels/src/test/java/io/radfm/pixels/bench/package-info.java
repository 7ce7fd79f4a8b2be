// SPDX-License-Identifier: Apache-2.0
/// Decoding speed beside other programs, on the same frames, on this machine.
///
/// ```
///  CtFrames ─► Case.encode (dcmcjpeg, dcmcjpls, dcmcrle, opj_compress) ─┬─► our decoder, in this JVM
///                                                                       └─► Peer (dcmd…, opj_decompress)
/// ```
///
/// Start at [io.radfm.pixels.bench.DecodeBench].
package io.radfm.pixels.bench;
