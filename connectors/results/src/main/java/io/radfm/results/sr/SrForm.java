// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import io.radfm.dicom.SopClass;

/// Which SR a draft becomes. Only an Enhanced SR can hold numbers (PS3.3 §A.35.2); a draft without
/// any is a Basic Text SR in either form.
public enum SrForm {
    /// Probabilities of diagnoses as numbers, in an Enhanced SR.
    ENHANCED,
    /// Words alone, for a PACS that takes nothing else than Basic Text SR.
    BASIC;

    String sopClass(boolean hasNumbers) {
        return this == ENHANCED && hasNumbers ? SopClass.ENHANCED_SR : SopClass.BASIC_TEXT_SR;
    }
}
