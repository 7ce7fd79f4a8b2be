// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Value;
import io.radfm.dicom.Vr;

import java.util.List;

/// The patient and the study of a report: what the images say, byte for byte in their character
/// set, so that an archive files the report with them. Required attributes that the images lack are
/// there and empty (type 2). Optional ones that break the rules of their VR are left out; what
/// identifies patient and study is copied even so, for it must match.
final class CopiedModules {
    private record Attribute(int tag, Vr vr, boolean required) {
        static Attribute of(String row) {
            var cells = row.split(" ");
            int tag = Integer.parseUnsignedInt(cells[0].replace(",", ""), 16);
            return new Attribute(tag, Vr.valueOf(cells[1]), cells[2].equals("2"));
        }
    }

    private static final int DE_IDENTIFICATION_METHOD = 0x00120063;
    private static final int DE_IDENTIFICATION_METHOD_CODES = 0x00120064;

    /// Patient, Clinical Trial Subject, General Study, Patient Study (PS3.3 §C.7.1.1, C.7.1.3,
    /// C.7.2.1, C.7.2.2): tag, VR, and `2` where the attribute must be there.
    private static final List<Attribute> ATTRIBUTES =
            """
            0008,0020 DA 2
            0008,0030 TM 2
            0008,0050 SH 2
            0008,0051 SQ 3
            0008,0090 PN 2
            0008,0201 SH 3
            0008,1030 LO 3
            0008,1032 SQ 3
            0008,1048 PN 3
            0008,1060 PN 3
            0008,1080 LO 3
            0010,0010 PN 2
            0010,0020 LO 2
            0010,0021 LO 3
            0010,0022 CS 3
            0010,0024 SQ 3
            0010,0030 DA 2
            0010,0032 TM 3
            0010,0040 CS 2
            0010,1000 LO 3
            0010,1001 PN 3
            0010,1002 SQ 3
            0010,1010 AS 3
            0010,1020 DS 3
            0010,1030 DS 3
            0010,2160 SH 3
            0010,2180 SH 3
            0010,21B0 LT 3
            0010,4000 LT 3
            0012,0010 LO 3
            0012,0020 LO 3
            0012,0021 LO 3
            0012,0030 LO 3
            0012,0031 LO 3
            0012,0040 LO 3
            0012,0042 LO 3
            0012,0062 CS 3
            0012,0063 LO 3
            0012,0064 SQ 3
            0020,0010 SH 2
            0038,0010 LO 3
            """
                    .lines()
                    .map(Attribute::of)
                    .toList();

    private CopiedModules() {}

    static void copy(DataSet header, DataSet report) {
        for (var attribute : ATTRIBUTES) {
            var found = header.element(attribute.tag());
            if (found.isPresent()
                    && isCopied(found.get().value())
                    && (attribute.required() || isValid(attribute, header))) {
                report.put(found.get());
            } else if (attribute.required()) {
                report.putEmpty(attribute.tag(), attribute.vr());
            }
        }
    }

    /// Whether an optional text may stand in a report: some devices write an age of two digits.
    private static boolean isValid(Attribute attribute, DataSet header) {
        if (attribute.vr() == Vr.SQ || attribute.vr() == Vr.LT) {
            return true;
        }
        try {
            var values = header.strings(attribute.tag()).toArray(String[]::new);
            new DataSet().putString(attribute.tag(), attribute.vr(), values);
            return attribute.tag() != Tag.PATIENT_IDENTITY_REMOVED || saysHowRemoved(header);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// The flag is only valid with the method beside it (type 1C).
    private static boolean saysHowRemoved(DataSet header) {
        return header.string(DE_IDENTIFICATION_METHOD).isPresent()
                || !header.items(DE_IDENTIFICATION_METHOD_CODES).isEmpty();
    }

    /// A value too large to be read with the headers is no patient's name.
    private static boolean isCopied(Value value) {
        return value instanceof Value.Bytes
                || value instanceof Value.Text
                || value instanceof Value.Items(var items) && !items.isEmpty();
    }

    /// Whether all that would be copied is plain ASCII: then it reads the same in every set.
    static boolean isAscii(DataSet header) {
        return ATTRIBUTES.stream()
                .flatMap(attribute -> header.element(attribute.tag()).stream())
                .allMatch(element -> isAscii(element.value()));
    }

    private static boolean isAscii(Value value) {
        return switch (value) {
            case Value.Bytes(var bytes) -> isAscii(bytes);
            case Value.Text(var text) -> text.chars().allMatch(letter -> letter < 0x7F);
            case Value.Items(var items) ->
                    items.stream()
                            .allMatch(
                                    item -> {
                                        for (var element : item) {
                                            if (!isAscii(element.value())) {
                                                return false;
                                            }
                                        }
                                        return !item.contains(Tag.SPECIFIC_CHARACTER_SET);
                                    });
            case Value.Fragments _, Value.Elsewhere _ -> true;
        };
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte one : bytes) {
            if (one < 0 || one == 0x1B) {
                return false;
            }
        }
        return true;
    }
}
