// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.acquisition;

import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;
import io.radfm.modality.phantom.MrScans.Sequence;
import io.radfm.modality.phantom.Scan;

/// MR Image (PS3.3 §A.4): one sequence.
record MrSeries(CommonModules common, int number, Sequence sequence, Scan scan, boolean compressed)
        implements AcquiredSeries {
    private static final int MR_ACQUISITION_TYPE = 0x00180023;

    @Override
    public String description() {
        return switch (sequence) {
            case T1_SAGITTAL -> "T1 SE sag";
            case T2_AXIAL -> "T2 TSE ax";
            case FLAIR_AXIAL -> "FLAIR ax";
            case LOCALIZER -> "Localizer";
        };
    }

    @Override
    public int size() {
        return scan.stack().slices();
    }

    @Override
    public String sopClass() {
        return SopClass.MR_IMAGE;
    }

    @Override
    public Instance instance(int index, boolean rle) {
        var plane = scan.stack().plane(index);
        var set = common.dataSet(sopClass(), number, description(), index + 1);
        common.acquired(set, number, index + 1);
        common.place(set, plane, scan.stack().thickness());
        boolean localizer = sequence == Sequence.LOCALIZER;
        set.putString(Tag.IMAGE_TYPE, Vr.CS, "ORIGINAL", "PRIMARY", localizer ? "LOCALIZER" : "M");
        set.putString(Tag.BODY_PART_EXAMINED, Vr.CS, "BRAIN");
        set.putString(Tag.PROTOCOL_NAME, Vr.LO, description());
        set.putInts(Tag.ACQUISITION_NUMBER, Vr.IS, 1);
        boolean inversion = sequence == Sequence.FLAIR_AXIAL;
        boolean t2 = sequence == Sequence.T2_AXIAL || inversion;
        if (inversion) {
            set.putString(Tag.SCANNING_SEQUENCE, Vr.CS, "SE", "IR");
            set.putNumbers(Tag.INVERSION_TIME, Vr.DS, 2500);
        } else {
            set.putString(Tag.SCANNING_SEQUENCE, Vr.CS, "SE");
        }
        set.putString(Tag.SEQUENCE_VARIANT, Vr.CS, "SK");
        set.putEmpty(Tag.SCAN_OPTIONS, Vr.CS);
        set.putString(MR_ACQUISITION_TYPE, Vr.CS, "2D");
        set.putNumbers(Tag.REPETITION_TIME, Vr.DS, inversion ? 9000 : t2 ? 4200 : 520);
        set.putNumbers(Tag.ECHO_TIME, Vr.DS, t2 ? 98 : 11);
        set.putInts(Tag.ECHO_TRAIN_LENGTH, Vr.IS, t2 ? 15 : 1);
        set.putNumbers(Tag.MAGNETIC_FIELD_STRENGTH, Vr.DS, 1.5);
        set.putNumbers(Tag.SPACING_BETWEEN_SLICES, Vr.DS, gap());
        set.putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2");
        set.putNumbers(Tag.WINDOW_CENTER, Vr.DS, sequence == Sequence.T2_AXIAL ? 500 : 420);
        set.putNumbers(Tag.WINDOW_WIDTH, Vr.DS, sequence == Sequence.T2_AXIAL ? 1000 : 840);
        return PixelModule.put(
                set, scan.slice(index), plane.rows(), plane.columns(), 12, false, rle);
    }

    private double gap() {
        var step = scan.stack().step();
        double squares = step.x() * step.x() + step.y() * step.y() + step.z() * step.z();
        return Math.rint(Math.sqrt(squares) * 1000) / 1000;
    }
}
