// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import io.radfm.dicom.DicomFile;
import io.radfm.dicom.Tag;
import io.radfm.events.InstanceRef;
import io.radfm.events.ScanSegment;
import io.radfm.pixels.volume.Geometry;
import io.radfm.pixels.volume.Slice;

import java.util.List;
import java.util.Optional;

/// What of a scan segment the model will be shown, before any pixel is read.
///
/// @param files the instances that were read, by [Slice#source]
/// @param slices in order; one for a picture
record ScanPlan(
        ScanSegment segment,
        boolean volume,
        List<DicomFile> files,
        List<Slice> slices,
        Optional<Geometry> geometry,
        List<String> notes) {

    int depth() {
        return slices.size();
    }

    int channels() {
        var first = slices.getFirst();
        var photometric = file(first).dataSet().string(Tag.PHOTOMETRIC_INTERPRETATION).orElse("");
        return first.shape().samples() == 1 && photometric.startsWith("MONOCHROME") ? 1 : 3;
    }

    DicomFile file(Slice slice) {
        return files.get(slice.source());
    }

    InstanceRef instance(Slice slice) {
        return segment.getInstances().get(slice.source());
    }
}
