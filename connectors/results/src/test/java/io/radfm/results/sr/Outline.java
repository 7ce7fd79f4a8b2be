// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;

import java.util.ArrayList;
import java.util.List;

/// A content tree as indented lines: relationship, value type, concept's code, value.
final class Outline {
    private static final int LONG_CODE_VALUE = 0x00080119;

    private Outline() {}

    static List<String> of(DataSet document) {
        var lines = new ArrayList<String>();
        write(document, "", lines);
        return lines;
    }

    /// The values of all text items with this concept's code, from the top.
    static List<String> texts(DataSet item, String concept) {
        var found = new ArrayList<String>();
        if (code(item, Tag.CONCEPT_NAME_CODE_SEQUENCE).equals(concept)) {
            item.string(Tag.TEXT_VALUE).ifPresent(found::add);
        }
        item.items(Tag.CONTENT_SEQUENCE).forEach(child -> found.addAll(texts(child, concept)));
        return found;
    }

    private static void write(DataSet item, String indent, List<String> lines) {
        var relationship = item.string(Tag.RELATIONSHIP_TYPE).map(it -> it + " ").orElse("");
        lines.add(
                (indent
                                + relationship
                                + item.string(Tag.VALUE_TYPE).orElseThrow()
                                + " "
                                + code(item, Tag.CONCEPT_NAME_CODE_SEQUENCE)
                                + " "
                                + value(item))
                        .stripTrailing());
        item.items(Tag.CONTENT_SEQUENCE).forEach(child -> write(child, indent + "  ", lines));
    }

    private static String value(DataSet item) {
        return switch (item.string(Tag.VALUE_TYPE).orElseThrow()) {
            case "CODE" -> code(item, Tag.CONCEPT_CODE_SEQUENCE);
            case "TEXT" -> item.string(Tag.TEXT_VALUE).orElseThrow().lines().findFirst().orElse("");
            case "NUM" ->
                    item.item(Tag.MEASURED_VALUE_SEQUENCE)
                            .map(
                                    it ->
                                            it.string(Tag.NUMERIC_VALUE).orElseThrow()
                                                    + " "
                                                    + code(it, Tag.MEASUREMENT_UNITS_CODE_SEQUENCE))
                            .orElseThrow();
            case "UIDREF" -> "a UID";
            case "IMAGE" ->
                    item.item(Tag.REFERENCED_SOP_SEQUENCE)
                            .flatMap(it -> it.string(Tag.REFERENCED_SOP_INSTANCE_UID))
                            .orElseThrow();
            default -> "";
        };
    }

    private static String code(DataSet item, int sequence) {
        return item.item(sequence)
                .flatMap(it -> it.string(Tag.CODE_VALUE).or(() -> it.string(LONG_CODE_VALUE)))
                .orElse("no code");
    }
}
