// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.acquisition;

import io.radfm.modality.caseload.SimulatedStudy;
import io.radfm.modality.phantom.CtScans;
import io.radfm.modality.phantom.MrScans;
import io.radfm.modality.phantom.MrScans.Sequence;
import io.radfm.modality.phantom.Radiograph;
import io.radfm.modality.phantom.Seeds;
import io.radfm.wire.scu.ObjectKind;

import java.util.ArrayList;
import java.util.List;

/// What a station makes of a study: series of DICOM objects, in the order they are acquired.
public final class Acquisition {
    private final SimulatedStudy study;
    private final Resolution resolution;
    private final CommonModules common;
    private final List<AcquiredSeries> series = new ArrayList<>();

    private Acquisition(SimulatedStudy study, Station station, Resolution resolution) {
        this.study = study;
        this.resolution = resolution;
        this.common = new CommonModules(study, station);
    }

    /// @throws IllegalArgumentException when the station is of another modality
    public static List<AcquiredSeries> of(
            SimulatedStudy study, Station station, Resolution resolution) {
        if (!station.modality().equals(study.exam().modality())) {
            throw new IllegalArgumentException(study.exam() + " at " + station.aeTitle());
        }
        var acquisition = new Acquisition(study, station, resolution);
        switch (study.exam()) {
            case CHEST_XRAY -> acquisition.chest();
            case HEAD_CT, ABDOMEN_CT -> acquisition.ct(station);
            case BRAIN_MR -> acquisition.mr();
        }
        return acquisition.series;
    }

    /// How an instance of this series may cross the wire.
    public static ObjectKind kind(AcquiredSeries series, boolean compressed) {
        var syntax = compressed ? PixelModule.RLE : PixelModule.NATIVE;
        return new ObjectKind(series.sopClass(), syntax.uid());
    }

    private long take() {
        return Seeds.mix(study.seed(), "take", study.number());
    }

    private void chest() {
        boolean inverted = Math.floorMod(take(), 4) == 0;
        series.add(
                new CrSeries(
                        common,
                        () ->
                                Radiograph.chest(
                                        study.build(),
                                        study.truth(),
                                        take(),
                                        resolution.radiograph()),
                        inverted));
    }

    private void ct(Station station) {
        var random = Seeds.random(take(), "protocol");
        boolean compressed = random.nextInt(4) == 0;
        var localizer =
                CtScans.localizer(study.build(), study.truth(), take(), resolution.ct() / 2);
        series.add(CtSeries.localizer(common, localizer, station.unsignedCt()));
        var scan =
                switch (study.exam()) {
                    case HEAD_CT -> {
                        double tilt = station.unsignedCt() ? random.nextInt(0, 17) : 0;
                        double thickness = (random.nextBoolean() ? 5 : 4) * resolution.thickening();
                        yield CtScans.head(
                                study.build(),
                                study.truth(),
                                take(),
                                new CtScans.Protocol(resolution.ct(), thickness, tilt));
                    }
                    default ->
                            CtScans.abdomen(
                                    study.build(),
                                    study.truth(),
                                    take(),
                                    new CtScans.Protocol(
                                            resolution.ct(), 5 * resolution.thickening(), 0));
                };
        series.add(CtSeries.axial(common, scan, station.unsignedCt(), compressed));
        if (random.nextInt(3) == 0) {
            series.add(new DoseScreen(common, random.nextDouble(2, 60)));
        }
    }

    private void mr() {
        var random = Seeds.random(take(), "protocol");
        int number = 1;
        add(number++, Sequence.LOCALIZER, false);
        add(number++, Sequence.T1_SAGITTAL, random.nextInt(4) == 0);
        add(number++, Sequence.T2_AXIAL, random.nextInt(4) == 0);
        if (random.nextInt(3) > 0) {
            add(number, Sequence.FLAIR_AXIAL, false);
        }
    }

    private void add(int number, Sequence sequence, boolean compressed) {
        var scan =
                MrScans.brain(
                        study.build(),
                        study.truth(),
                        take(),
                        sequence,
                        resolution.mr(),
                        resolution.thickening());
        series.add(new MrSeries(common, number, sequence, scan, compressed));
    }
}
