// SPDX-License-Identifier: Apache-2.0
/// JPEG 2000 Part 1 (ISO/IEC 15444-1, ITU-T T.800): reversible and irreversible, any tiling,
/// progression, layering and code-block style.
///
/// ```
///  Jpeg2000FrameDecoder ─► Jp2Boxes ─► Codestream ── SIZ COD COC QCD QCC RGN POC PPM ─► Parameters
///                                          │ each tile, its tile-parts joined
///                                          ▼
///                                     TileDecoder ─► Progression ─► PacketReader ─► CodeBlock
///                                          │         which packet    TagTree         bytes, passes
///                                          │         comes next      HeaderBits         │
///                  frame ◄─ level shift ◄──┤                                            ▼
///                           MultipleComponents ◄─ Wavelet53 / Wavelet97 ◄─ Subband ◄─ BlockDecoder
///                           (RCT, ICT)            (inverse DWT)                       MqDecoder, RawBits
/// ```
///
/// A tile is Components, each of them Resolutions, each of them Subbands, each of them Precincts of
/// code blocks (T.800 Figures B.1 to B.9).
package io.radfm.pixels.jpeg2000;
