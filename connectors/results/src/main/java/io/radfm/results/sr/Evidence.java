// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Element;
import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Uid;
import io.radfm.dicom.Value;
import io.radfm.dicom.Vr;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// The images a draft was made from, scan by scan.
///
/// @param scans in the order the model read them; a series may have several
record Evidence(String studyUid, List<Scan> scans) {
    /// Segmentations and other derived data, radiotherapy doses: pixels, but not of the patient.
    private static final List<String> NO_PICTURE =
            List.of("1.2.840.10008.5.1.4.1.1.66.", "1.2.840.10008.5.1.4.1.1.481.2");

    record Scan(String seriesUid, List<Image> images) {
        /// Stands for the scan in the report's text: the one in its middle. Empty when no IMAGE
        /// item may refer to it: a waveform, a dose or a segmentation may be evidence, but is no
        /// picture, and one bad reference makes viewers refuse the whole tree.
        Optional<Image> middle() {
            return Optional.of(images.get(images.size() / 2))
                    .filter(image -> SopClass.isImageStorage(image.sopClassUid()))
                    .filter(image -> NO_PICTURE.stream().noneMatch(image.sopClassUid()::startsWith))
                    .filter(image -> Uid.valid(image.sopInstanceUid()));
        }
    }

    record Image(String sopClassUid, String sopInstanceUid) {
        /// An item of Referenced SOP Sequence (PS3.3 §10.8).
        DataSet reference() {
            return new DataSet()
                    .put(uid(Tag.REFERENCED_SOP_CLASS_UID, sopClassUid))
                    .put(uid(Tag.REFERENCED_SOP_INSTANCE_UID, sopInstanceUid));
        }
    }

    Evidence {
        scans = scans.stream().filter(scan -> !scan.images().isEmpty()).toList();
    }

    /// An item of Current Requested Procedure Evidence Sequence (PS3.3 §C.17.2.3): each series
    /// once, each image once.
    DataSet hierarchy() {
        var bySeries = new LinkedHashMap<String, LinkedHashSet<Image>>();
        for (var scan : scans) {
            bySeries.computeIfAbsent(scan.seriesUid(), _ -> new LinkedHashSet<>())
                    .addAll(scan.images());
        }
        return document(
                studyUid,
                bySeries.entrySet().stream()
                        .map(
                                series ->
                                        series(
                                                series.getKey(),
                                                series.getValue().stream()
                                                        .map(Image::reference)
                                                        .toList()))
                        .toList());
    }

    /// One SR document as the item of Predecessor Documents Sequence (PS3.3 §C.17.2).
    static DataSet predecessor(String studyUid, Predecessor document) {
        var image = new Image(document.sopClassUid(), document.sopInstanceUid());
        return document(
                studyUid, List.of(series(document.seriesUid(), List.of(image.reference()))));
    }

    private static DataSet document(String studyUid, List<DataSet> series) {
        return new DataSet()
                .put(uid(Tag.STUDY_INSTANCE_UID, studyUid))
                .putItems(Tag.REFERENCED_SERIES_SEQUENCE, series);
    }

    private static DataSet series(String seriesUid, List<DataSet> references) {
        return new DataSet()
                .put(uid(Tag.SERIES_INSTANCE_UID, seriesUid))
                .putItems(Tag.REFERENCED_SOP_SEQUENCE, references);
    }

    /// A UID as another device wrote it: unchecked, for it must match what the archive holds.
    static Element uid(int tag, String value) {
        return new Element(tag, Vr.UI, new Value.Text(value));
    }
}
