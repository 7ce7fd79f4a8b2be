// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Free text before and after scrubbing.
class ScrubberTest {
    private static final DataSet HEADER =
            new DataSet()
                    .putString(Tag.PATIENT_NAME, Vr.PN, "Müller^Änne Marie")
                    .putString(Tag.PATIENT_ID, Vr.LO, "Q7-12")
                    .putString(Tag.PATIENT_ADDRESS, Vr.LO, "17 Nettle  Lane")
                    .putItems(
                            Tag.REQUEST_ATTRIBUTES_SEQUENCE,
                            new DataSet().putString(Tag.REQUESTING_PHYSICIAN, Vr.PN, "Raven^J"));

    private static String clean(String text) {
        return new Scrubber(new Identifiers().add(HEADER)).clean(text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "MÜLLER's effusion | ___'s effusion",
                "Änne Marie Müller has a nodule | ___ has a nodule",
                "asked by RAVEN | asked by ___",
                "number q7-12. | number ___.",
                "lives at 17 Nettle Lane now | lives at ___ now",
                "seen by Dr. Hans Moritz Huber today | seen by ___ today",
                "Mrs Smith is well | ___ is well",
                "on 3 March 2021 | on ___",
                "on March 3rd, 2021 at 14:35 | on ___ at ___",
                "compared with 12.11.2020 | compared with ___",
                "of 2020-11-12T08:15:00 | of ___",
                "since May 2019 | since ___",
                "in 1998 | in ___",
                "call +49 30 1234567 | call ___",
                "call 555-0142-77 | call ___",
                "mail a.b@clinic.example. | mail ___.",
                "image 1.2.840.113619.2.5.1 | image ___",
                "number 12345678 | number ___",
                "order AB12C345 | order ___",
                "Nodule. Electronically signed by X Y | Nodule. ___",
                "a 94-year-old | a 90-year-old"
            })
    void whatNamesSomebodyIsTakenOut(String text, String clean) {
        assertEquals(clean, clean(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A nodule of 12 mm in segment 6, 34 HU.",
                "Disc extrusion at L5-S1 and T12; grade 2 of 4.",
                "T2 and FLAIR hyperintensity, 1.5 x 2.3 cm.",
                "A 45-year-old male with an effusion of 1500 ml.",
                "There may be a fracture of the left 6th rib.",
                "Sequence t2_tse_sag, 3 mm, TE 90."
            })
    void whatIsOfMedicineStays(String text) {
        assertEquals(text, clean(text));
    }

    @Test
    void identifiersDoNotShowThemselves() {
        assertFalse(new Identifiers().add(HEADER).toString().contains("Müller"));
    }
}
