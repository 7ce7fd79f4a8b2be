// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import java.util.List;

/// What the model is asked: text with scans standing anywhere in it.
///
/// Text is only ever text: a `<image>` written in it is spelled out letter by letter and cannot
/// pose as a scan. The same [ScanTensor] instance given twice is encoded once and shown twice.
public record Prompt(List<Segment> segments) {
    public sealed interface Segment {}

    /// White space next to a scan is stripped, as in training.
    public record Text(String text) implements Segment {
        /// Only the length: prompts hold patient data.
        @Override
        public String toString() {
            return "text of " + text.length() + " characters";
        }
    }

    public record Scan(ScanTensor tensor) implements Segment {}

    public Prompt {
        segments = List.copyOf(segments);
    }

    public static Prompt of(Segment... segments) {
        return new Prompt(List.of(segments));
    }
}
