// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import java.util.ArrayList;
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

    /// @param key names the tensor's content for the cache of encoded scans, for example digests of
    ///   its sources and how they were prepared; empty when it shall not be cached
    public record Scan(ScanTensor tensor, String key) implements Segment {
        public Scan(ScanTensor tensor) {
            this(tensor, "");
        }
    }

    /// A scan that was encoded before.
    public record Encoded(EncodedScan scan) implements Segment {}

    public Prompt {
        segments = List.copyOf(segments);
    }

    public static Prompt of(Segment... segments) {
        return new Prompt(List.of(segments));
    }

    /// This prompt and a text after it.
    Prompt followedBy(String text) {
        if (text.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(segments);
        all.add(new Text(text));
        return new Prompt(all);
    }
}
