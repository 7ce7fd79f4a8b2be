// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.events.Draft;
import io.radfm.events.InstanceRef;
import io.radfm.events.ScanUsed;
import io.radfm.storage.ObjectStore;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Optional;

/// Drafts as SR documents, with what only the stored objects know: the patient, the study, and the
/// SOP class of each image used.
public final class SrSource {
    private final Headers headers;
    private final ZoneId zone;
    private final SrForm form;

    /// @param zone of the reports' dates and times, unless an image names an offset
    public SrSource(ObjectStore store, ZoneId zone, SrForm form) {
        this.headers = new Headers(store);
        this.zone = zone;
        this.form = form;
    }

    /// @param draft one with a text
    /// @param predecessor the SR of the revision it replaces
    /// @throws IOException when the object store is away, or an object in it is no DICOM
    public DataSet document(Draft draft, Optional<Predecessor> predecessor) throws IOException {
        var header = headers.of(draft.getHeader().getDigest());
        return SrDocument.of(draft, header, evidence(draft), predecessor, zone, form);
    }

    private Evidence evidence(Draft draft) throws IOException {
        var scans = new ArrayList<Evidence.Scan>();
        for (ScanUsed scan : draft.getProvenance().getScans()) {
            var images = new ArrayList<Evidence.Image>();
            for (var instance : scan.getInstances()) {
                images.add(image(instance));
            }
            scans.add(new Evidence.Scan(scan.getSeriesInstanceUid(), images));
        }
        return new Evidence(draft.getStudyInstanceUid(), scans);
    }

    private Evidence.Image image(InstanceRef instance) throws IOException {
        var sopClass = headers.of(instance.getDigest()).string(Tag.SOP_CLASS_UID);
        return new Evidence.Image(sopClass.orElse(""), instance.getSopInstanceUid());
    }
}
