// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import io.radfm.dicom.MalformedDicom;
import io.radfm.events.InstanceRef;
import io.radfm.results.delivery.Receipt;
import io.radfm.results.delivery.SrFolder;
import io.radfm.results.sr.Headers;
import io.radfm.results.worklist.Study;
import io.radfm.results.worklist.Worklist;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The worklist's studies as JSON, with what the object store and the SR folder say about them.
final class Studies {
    private static final Logger LOG = LoggerFactory.getLogger(Studies.class);

    private final Worklist worklist;
    private final Headers headers;
    private final SrFolder folder;
    private final InstantSource clock;
    private final Recent<String, Optional<PatientHeader>> patients;

    Studies(ResultsServer.Content content, InstantSource clock) {
        this.worklist = content.worklist();
        this.headers = content.headers();
        this.folder = content.folder();
        this.clock = clock;
        this.patients = new Recent<>(content.limit(), _ -> 1);
    }

    List<StudyJson> newestFirst() {
        return worklist.newestFirst().stream().map(this::json).toList();
    }

    Optional<StudyJson> json(String uid) {
        return worklist.study(uid).map(this::json);
    }

    private StudyJson json(Study study) {
        return StudyJson.of(
                study, study.header().flatMap(this::patient), receipt(study), clock.instant());
    }

    /// A header that cannot be read now is tried again at the next look; one that is no DICOM is
    /// not.
    private Optional<PatientHeader> patient(InstanceRef header) {
        var digest = header.getDigest();
        var known = patients.get(digest);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            var patient = Optional.of(PatientHeader.of(headers.of(digest)));
            return patients.put(digest, patient);
        } catch (MalformedDicom e) {
            LOG.warn("header of object {} is not read: {}", digest, e.getMessage());
            return patients.put(digest, Optional.empty());
        } catch (IOException e) {
            LOG.debug("header of object {} is not there yet", digest, e);
            return Optional.empty();
        }
    }

    private Optional<Receipt> receipt(Study study) {
        if (study.drafted() == null) {
            return Optional.empty();
        }
        try {
            return folder.receipt(study.drafted());
        } catch (IOException e) {
            LOG.warn("a receipt of study {} cannot be read: {}", study.uid(), e.getMessage());
            return Optional.empty();
        }
    }
}
