// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import io.radfm.events.InstanceRef;
import io.radfm.events.LeftOut;
import io.radfm.events.Question;
import io.radfm.events.ScanSegment;
import io.radfm.events.SeriesSummary;

import java.util.List;

/// What a study's instances come to.
///
/// @param segments text and scans ([io.radfm.events.TextSegment], [ScanSegment]) in the order the
///   model reads them
/// @param leftOut what it does not see
/// @param series all series in reading order, each with an instance worth showing
/// @param header the instance whose headers name the patient and the study
/// @param modality main modality of the study
/// @param questions what is asked about it; the first is the report
public record Composition(
        List<Object> segments,
        List<LeftOut> leftOut,
        List<SeriesSummary> series,
        InstanceRef header,
        String modality,
        List<Question> questions) {

    /// Whether there is anything for the model to look at.
    public boolean hasScans() {
        return segments.stream().anyMatch(ScanSegment.class::isInstance);
    }
}
