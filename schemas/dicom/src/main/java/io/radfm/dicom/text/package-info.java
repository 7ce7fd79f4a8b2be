// SPDX-License-Identifier: Apache-2.0
/// Specific Character Set (PS3.5 §6.1, PS3.3 §C.12.1.1.2): bytes to characters and back.
///
/// ```
/// (0008,0005) \ISO 2022 IR 87  ──►  CharacterSet ──►  decode: bytes → String
///                                                     encode: String → bytes | cannot
/// ```
///
/// Start at [CharacterSet].
package io.radfm.dicom.text;
