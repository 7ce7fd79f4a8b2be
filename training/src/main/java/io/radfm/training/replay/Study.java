// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.events.Draft;
import io.radfm.events.ImagingOrder;
import io.radfm.events.RadiologyReport;
import io.radfm.events.StudyContext;
import io.radfm.training.sample.Sample.Source;

import java.util.List;

/// All that was recorded of one study.
///
/// @param context its newest revision
/// @param reports all versions, in the order of their topic
/// @param drafts of that revision
/// @param orders of the patient
/// @param origins what the context was read from or made of
record Study(
        Event<StudyContext> context,
        List<Event<RadiologyReport>> reports,
        List<Event<Draft>> drafts,
        List<Event<ImagingOrder>> orders,
        List<Source.Record> origins) {

    /// A value and where it stood.
    record Event<T>(Source.Record place, T value) {
        @Override
        public String toString() {
            return place.toString();
        }
    }

    String uid() {
        return context.value().getStudyInstanceUid();
    }

    String patientKey() {
        return context.value().getPatientKey();
    }

    @Override
    public String toString() {
        return "Study{" + context.place() + "}";
    }
}
