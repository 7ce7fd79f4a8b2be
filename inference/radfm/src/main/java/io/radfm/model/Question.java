// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

/// One of several questions about the same context.
///
/// @param text follows the context
/// @param yesNo also weigh yes against no at the first token of the answer
///   ([Answer#yesProbability])
public record Question(String text, boolean yesNo, GenerationOptions options) {
    /// A question that is answered in words.
    public static Question of(String text, GenerationOptions options) {
        return new Question(text, false, options);
    }

    /// Only the length: it may be about a patient.
    @Override
    public String toString() {
        return "question of " + text.length() + " characters";
    }
}
