// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Data sets of every VR, valid and otherwise random, the same for the same seed.
final class RandomDataSets {
    /// Tags whose VR the dictionary knows, so that implicit data sets give them back.
    private static final Map<Vr, List<Integer>> TAGS =
            Map.ofEntries(
                    tags(Vr.AE, "RetrieveAETitle", "PerformedStationAETitle"),
                    tags(Vr.AS, "PatientAge"),
                    tags(Vr.AT, "FrameIncrementPointer", "DimensionIndexPointer"),
                    tags(Vr.CS, "ImageType", "Modality", "PatientSex"),
                    tags(Vr.DA, "StudyDate", "SeriesDate"),
                    tags(Vr.DS, "ImagePositionPatient", "SliceThickness", "ContourData"),
                    tags(Vr.DT, "AcquisitionDateTime"),
                    tags(Vr.FD, "DiffusionBValue", "DiffusionGradientOrientation"),
                    tags(
                            Vr.FL,
                            "TableHorizontalRotationAngle",
                            "RecommendedDisplayFrameRateInFloat"),
                    tags(Vr.IS, "SeriesNumber", "InstanceNumber"),
                    tags(Vr.LO, "Manufacturer", "StudyDescription", "PatientID"),
                    tags(Vr.LT, "AdditionalPatientHistory", "PatientComments"),
                    tags(Vr.OB, "EncapsulatedDocument", "ICCProfile"),
                    tags(Vr.OD, "DoublePointCoordinatesData", "VolumetricCurvePoints"),
                    tags(Vr.OF, "VectorGridData", "PointCoordinatesData"),
                    tags(Vr.OL, "LongPrimitivePointIndexList", "TrackPointIndexList"),
                    tags(Vr.OV, "ExtendedOffsetTable", "ExtendedOffsetTableLengths"),
                    tags(
                            Vr.OW,
                            "RedPaletteColorLookupTableData",
                            "GreenPaletteColorLookupTableData"),
                    tags(Vr.PN, "PatientName", "ReferringPhysicianName"),
                    tags(Vr.SH, "AccessionNumber", "StudyID", "CodeValue"),
                    tags(Vr.SL, "DisplayedAreaTopLeftHandCorner", "ReferencePixelX0"),
                    tags(
                            Vr.SQ,
                            "ContentSequence",
                            "ProcedureCodeSequence",
                            "RequestAttributesSequence"),
                    tags(
                            Vr.SS,
                            "TagAngleSecondAxis",
                            "ExposureControlSensingRegionLeftVerticalEdge"),
                    tags(Vr.ST, "InstitutionAddress", "DerivationDescription"),
                    tags(Vr.SV, "SelectorSVValue"),
                    tags(Vr.TM, "StudyTime", "SeriesTime"),
                    tags(Vr.UC, "LongCodeValue"),
                    tags(Vr.UI, "StudyInstanceUID", "SOPInstanceUID", "FailedSOPInstanceUIDList"),
                    tags(Vr.UL, "SimpleFrameList", "DimensionIndexValues"),
                    tags(Vr.UR, "RetrieveURL", "CodingSchemeURL"),
                    tags(Vr.US, "Rows", "Columns", "ReferencedFrameNumbers"),
                    tags(Vr.UT, "TextValue", "LabelText"),
                    tags(Vr.UV, "SelectorUVValue"));

    /// What (0008,0005) says, and letters it has.
    private static final List<String[]> SETS =
            List.of(
                    new String[] {null, ""},
                    new String[] {"ISO_IR 100", "äöüßéÅ"},
                    new String[] {"ISO_IR 144", "ЛжЯю"},
                    new String[] {"ISO_IR 13", "ﾔﾏﾀﾛｳ"},
                    new String[] {"ISO_IR 166", "กขค"},
                    new String[] {"GB18030", "王小东€"},
                    new String[] {"GBK", "王小东"},
                    new String[] {"ISO_IR 192", "ä山길🫁"});

    private final Random random;

    RandomDataSets(long seed) {
        random = new Random(seed);
    }

    private static Map.Entry<Vr, List<Integer>> tags(Vr vr, String... keywords) {
        var tags = new ArrayList<Integer>();
        for (var keyword : keywords) {
            int tag = Dictionary.tag(keyword).orElseThrow();
            if (Dictionary.vr(tag) != vr) {
                throw new IllegalArgumentException(keyword + " is no " + vr);
            }
            tags.add(tag);
        }
        return Map.entry(vr, tags);
    }

    DataSet dataSet() {
        return dataSet(0, "");
    }

    private DataSet dataSet(int depth, String around) {
        var dataSet = new DataSet();
        var letters = around;
        if (depth == 0 || random.nextInt(4) == 0) {
            var set = SETS.get(random.nextInt(SETS.size()));
            if (set[0] != null) {
                dataSet.putString(Tag.SPECIFIC_CHARACTER_SET, Vr.CS, set[0]);
                letters = set[1];
            }
        }
        for (int count = random.nextInt(depth == 0 ? 30 : 6); count > 0; count--) {
            var vr = Vr.values()[random.nextInt(Vr.values().length)];
            if (vr == Vr.UN || vr != Vr.SQ && random.nextInt(8) == 0) {
                putPrivate(dataSet, vr, depth, letters);
            } else {
                var tags = TAGS.get(vr);
                put(dataSet, tags.get(random.nextInt(tags.size())), vr, depth, letters);
            }
        }
        return dataSet;
    }

    private void putPrivate(DataSet dataSet, Vr vr, int depth, String letters) {
        int group = 0x0009 + 2 * random.nextInt(20);
        dataSet.putString(group << 16 | 0x10, Vr.LO, "RADFM TEST " + random.nextInt(100));
        int tag = group << 16 | 0x1001 + random.nextInt(0xFE);
        put(dataSet, tag, vr, depth, letters);
    }

    private void put(DataSet into, int tag, Vr vr, int depth, String letters) {
        if (vr == Vr.SQ) {
            if (depth < 4) {
                var items = new ArrayList<DataSet>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(dataSet(depth + 1, letters));
                }
                into.putItems(tag, items);
            }
        } else if (random.nextInt(12) == 0) {
            into.putEmpty(tag, vr);
        } else if (vr.isText()) {
            var values = new String[vr.isMultiValuedText() ? 1 + random.nextInt(4) : 1];
            java.util.Arrays.setAll(values, i -> text(vr, letters));
            into.putString(tag, vr, values);
        } else {
            var bytes = new byte[vr.unitBytes() * (vr == Vr.AT ? 2 : 1) * random.nextInt(9)];
            random.nextBytes(bytes);
            into.putBytes(tag, vr, bytes);
        }
    }

    private String text(Vr vr, String letters) {
        return switch (vr) {
            case AE -> "AE_" + random.nextInt(1000);
            case AS -> "%03dY".formatted(random.nextInt(120));
            case CS -> List.of("ORIGINAL", "A B_9", "X").get(random.nextInt(3));
            case DA ->
                    "20%02d0%d1%d"
                            .formatted(
                                    random.nextInt(100), 1 + random.nextInt(9), random.nextInt(10));
            case DS ->
                    Values.decimal(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case DT ->
                    "2026010203%02d%02d.%06d+0100"
                            .formatted(
                                    random.nextInt(60),
                                    random.nextInt(60),
                                    random.nextInt(1000000));
            case IS -> Integer.toString(random.nextInt());
            case TM ->
                    "%02d%02d%02d"
                            .formatted(random.nextInt(24), random.nextInt(60), random.nextInt(60));
            case UI -> Uid.of(Long.toString(random.nextLong()));
            case UR -> "http://127.0.0.1/a?b=" + random.nextInt(100) + "\\c";
            case PN -> word(letters) + "^" + word(letters) + "=" + word(letters);
            case LT, ST, UT -> word(letters) + "\r\n" + word(letters) + "\\" + word(letters);
            default -> word(letters);
        };
    }

    private String word(String letters) {
        var all = "abcXYZ019 -'" + letters;
        int[] points = all.codePoints().toArray();
        var word = new StringBuilder("w");
        for (int i = random.nextInt(10); i > 0; i--) {
            word.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return word.append('.').toString();
    }
}
