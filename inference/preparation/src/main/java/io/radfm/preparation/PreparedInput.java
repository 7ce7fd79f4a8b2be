// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import java.util.List;

/// A study context as the model reads it. All scans have the same height, width and depth.
public record PreparedInput(List<Segment> segments) {
    public sealed interface Segment {}

    /// @param role as in the context: patient, description, indication, history, series
    public record Text(String role, String text) implements Segment {
        /// Only the length: it may be about a patient.
        @Override
        public String toString() {
            return role + " text of " + text.length() + " characters";
        }
    }

    public record Scan(ScanTensor tensor, ScanFacts facts) implements Segment {}

    public PreparedInput {
        segments = List.copyOf(segments);
    }

    public List<Scan> scans() {
        return segments.stream().filter(Scan.class::isInstance).map(Scan.class::cast).toList();
    }
}
