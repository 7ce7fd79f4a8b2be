// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.StudyRecord;

import org.apache.kafka.common.utils.Bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// One study of one patient, and the keys of all that is stored about it.
///
/// ```
///   studies         patient 0 study
///   instances       patient 0 study 0 sop
///   drafts.pending  patient 0 study 0 revision:4
///   alarms          kind:1 time:8 patient 0 study
/// ```
record StudyId(String patientKey, String studyUid) {
    /// Separates the parts; [Usable] lets no part hold it.
    private static final String SEPARATOR = "\0";

    static StudyId of(StudyRecord study) {
        return new StudyId(study.getPatientKey(), study.getStudyInstanceUid());
    }

    Bytes key() {
        return Bytes.wrap(bytes(patientKey + SEPARATOR + studyUid));
    }

    Bytes instance(String sopInstanceUid) {
        return Bytes.wrap(bytes(within() + sopInstanceUid));
    }

    Bytes revision(int revision) {
        var start = bytes(within());
        return Bytes.wrap(
                ByteBuffer.allocate(start.length + Integer.BYTES)
                        .put(start)
                        .putInt(revision)
                        .array());
    }

    /// Below and above every instance and every revision of the study.
    Bytes first() {
        return Bytes.wrap(bytes(within()));
    }

    Bytes last() {
        var end = bytes(within());
        end[end.length - 1]++;
        return Bytes.wrap(end);
    }

    private String within() {
        return patientKey + SEPARATOR + studyUid + SEPARATOR;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
