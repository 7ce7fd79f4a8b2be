// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.labels;

/// Something that is named once.
///
/// @param sentence in which it is named, as written
public record Mention(String label, Presence presence, Laterality side, String sentence) {
    /// Never the sentence.
    @Override
    public String toString() {
        return label + " " + presence + " " + side;
    }
}
