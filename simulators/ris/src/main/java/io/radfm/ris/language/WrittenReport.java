// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris.language;

/// A report as it is signed.
///
/// @param text all of it, with headings; may name patient and radiologist, as real ones do
/// @param findings the section without its heading
/// @param impression the section without its heading
/// @param author pseudonym of who signs
public record WrittenReport(String text, String findings, String impression, String author) {
    /// Nothing of the patient.
    @Override
    public String toString() {
        return "report of %d characters by %s".formatted(text.length(), author);
    }
}
