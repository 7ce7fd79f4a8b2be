// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;

import java.util.List;

/// Builds the items of a content tree (PS3.3 §C.17.3): a value type, a concept name, a value.
final class ContentItem {
    private ContentItem() {}

    static DataSet container(Code concept, List<DataSet> children) {
        return of("CONTAINER", concept)
                .putString(Tag.CONTINUITY_OF_CONTENT, Vr.CS, "SEPARATE")
                .putItems(Tag.CONTENT_SEQUENCE, children);
    }

    static DataSet text(Code concept, String value) {
        return of("TEXT", concept).putString(Tag.TEXT_VALUE, Vr.UT, value);
    }

    static DataSet code(Code concept, Code value) {
        return code(concept, value.item());
    }

    static DataSet code(Code concept, DataSet value) {
        return of("CODE", concept).putItems(Tag.CONCEPT_CODE_SEQUENCE, value);
    }

    static DataSet number(Code concept, String value, Code unit) {
        return of("NUM", concept)
                .putItems(
                        Tag.MEASURED_VALUE_SEQUENCE,
                        new DataSet()
                                .putString(Tag.NUMERIC_VALUE, Vr.DS, value)
                                .putItems(Tag.MEASUREMENT_UNITS_CODE_SEQUENCE, unit.item()));
    }

    static DataSet uid(Code concept, String value) {
        return of("UIDREF", concept).putString(Tag.UID, Vr.UI, value);
    }

    static DataSet image(Code purpose, DataSet reference) {
        return of("IMAGE", purpose).putItems(Tag.REFERENCED_SOP_SEQUENCE, reference);
    }

    /// The item as it stands under its parent.
    static DataSet related(String relationship, DataSet item) {
        return item.putString(Tag.RELATIONSHIP_TYPE, Vr.CS, relationship);
    }

    static DataSet contains(DataSet item) {
        return related("CONTAINS", item);
    }

    private static DataSet of(String valueType, Code concept) {
        return new DataSet()
                .putString(Tag.VALUE_TYPE, Vr.CS, valueType)
                .putItems(Tag.CONCEPT_NAME_CODE_SEQUENCE, concept.item());
    }
}
