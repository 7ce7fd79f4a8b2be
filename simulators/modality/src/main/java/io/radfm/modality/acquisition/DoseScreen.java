// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.acquisition;

import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;
import io.radfm.modality.phantom.Exam;
import io.radfm.modality.phantom.Lettering;

import java.util.Locale;

/// Secondary Capture (PS3.3 §A.8): the console's screen with the dose, which is no picture of the
/// patient and must not be read as one.
record DoseScreen(CommonModules common, double dose) implements AcquiredSeries {
    private static final int SIDE = 512;
    private static final int SERIES = 999;

    @Override
    public String description() {
        return "Patient Protocol";
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public String sopClass() {
        return SopClass.SECONDARY_CAPTURE_IMAGE;
    }

    @Override
    public boolean compressed() {
        return true;
    }

    @Override
    public Instance instance(int index, boolean rle) {
        var set = common.dataSet(sopClass(), SERIES, description(), index + 1);
        set.putString(Tag.CONVERSION_TYPE, Vr.CS, "WSD");
        set.putString(Tag.IMAGE_TYPE, Vr.CS, "DERIVED", "SECONDARY", "SCREEN SAVE");
        set.putEmpty(Tag.PATIENT_ORIENTATION, Vr.CS);
        boolean head = common.study().exam() == Exam.HEAD_CT;
        set.putString(Tag.BODY_PART_EXAMINED, Vr.CS, head ? "HEAD" : "ABDOMEN");
        set.putString(Tag.BURNED_IN_ANNOTATION, Vr.CS, "YES");
        set.putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2");
        set.putNumbers(Tag.WINDOW_CENTER, Vr.DS, 128);
        set.putNumbers(Tag.WINDOW_WIDTH, Vr.DS, 256);
        var screen = new float[SIDE * SIDE];
        write(screen, 40, "DOSE REPORT");
        write(screen, 90, String.format(Locale.ROOT, "CTDI VOL  %.2f MGY", dose));
        write(screen, 120, String.format(Locale.ROOT, "DLP  %.1f MGY.CM", dose * 15));
        var pixels = new short[screen.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (short) screen[i];
        }
        return PixelModule.put(set, pixels, SIDE, SIDE, 8, false, rle);
    }

    private static void write(float[] screen, int row, String text) {
        Lettering.write(screen, SIDE, row, 40, 3, text, 230);
    }
}
