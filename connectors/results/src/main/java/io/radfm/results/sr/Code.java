// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;

/// A coded concept (PS3.3 §8.8) and those that our reports use (PS3.16).
record Code(String value, String scheme, String meaning) {
    static final Code DIAGNOSTIC_IMAGING_REPORT = loinc("18748-4", "Diagnostic Imaging Report");
    static final Code FINDINGS = loinc("59776-5", "Findings");
    static final Code IMPRESSIONS = loinc("19005-8", "Impressions");
    static final Code PROCEDURE_DESCRIPTIONS = loinc("55111-9", "Current procedure descriptions");

    static final Code LANGUAGE = dcm("121049", "Language of Content Item and Descendants");
    static final Code ENGLISH = new Code("en", "RFC5646", "English");
    static final Code PROCEDURE_REPORTED = dcm("121058", "Procedure reported");
    static final Code PROCEDURE_DESCRIPTION = dcm("121065", "Procedure Description");

    static final Code OBSERVER_TYPE = dcm("121005", "Observer Type");
    static final Code DEVICE = dcm("121007", "Device");
    static final Code DEVICE_OBSERVER_UID = dcm("121012", "Device Observer UID");
    static final Code DEVICE_OBSERVER_NAME = dcm("121013", "Device Observer Name");
    static final Code DEVICE_OBSERVER_MANUFACTURER = dcm("121014", "Device Observer Manufacturer");
    static final Code DEVICE_OBSERVER_MODEL_NAME = dcm("121015", "Device Observer Model Name");

    static final Code COMMENT = dcm("121106", "Comment");
    static final Code FINDING = dcm("121071", "Finding");
    static final Code IMPRESSION = dcm("121073", "Impression");
    static final Code SOURCE_OF_MEASUREMENT = dcm("121112", "Source of Measurement");

    static final Code CERTAINTY_OF_FINDING = dcm("111012", "Certainty of Finding");
    static final Code PERCENT = new Code("%", "UCUM", "Percent");

    static final Code ALGORITHM_NAME = dcm("111001", "Algorithm Name");
    static final Code ALGORITHM_PARAMETERS = dcm("111002", "Algorithm Parameters");
    static final Code ALGORITHM_VERSION = dcm("111003", "Algorithm Version");
    static final Code PROCESSING_EQUIPMENT = dcm("109102", "Processing Equipment");

    /// The longest value of VR SH; a longer one stands in an attribute of its own (PS3.3 §8.1).
    private static final int SHORT = 16;

    private static final int LONG_CODE_VALUE = 0x00080119;

    private static Code dcm(String value, String meaning) {
        return new Code(value, "DCM", meaning);
    }

    static Code loinc(String value, String meaning) {
        return new Code(value, "LN", meaning);
    }

    DataSet item() {
        var item = new DataSet();
        if (value.length() <= SHORT) {
            item.putString(Tag.CODE_VALUE, Vr.SH, value);
        } else {
            item.putString(LONG_CODE_VALUE, Vr.UC, value);
        }
        return item.putString(Tag.CODING_SCHEME_DESIGNATOR, Vr.SH, scheme)
                .putString(Tag.CODE_MEANING, Vr.LO, meaning);
    }
}
