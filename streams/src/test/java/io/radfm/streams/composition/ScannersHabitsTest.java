// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import static io.radfm.streams.Images.image;
import static io.radfm.streams.Images.slice;
import static io.radfm.streams.Images.with;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.radfm.events.InstanceReceived;
import io.radfm.events.InstanceRef;
import io.radfm.events.ScanSegment;
import io.radfm.events.Source;
import io.radfm.streams.Images;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What scanners really send beside one clean series per scan.
class ScannersHabitsTest {
    private static final String MG = "1.2.840.10008.5.1.4.1.1.1.2";
    private static final String MG_FOR_PROCESSING = MG + ".1";

    private final List<InstanceReceived> study = new ArrayList<>();

    @Test
    void echoesOfOneSeriesAreAVolumeEach() {
        for (int place = 1; place <= 4; place++) {
            mr(1, 2 * place - 1, place, "ORIGINAL", "PRIMARY", "M");
            mr(1, 2 * place, place, "ORIGINAL", "PRIMARY", "M");
        }
        assertEquals(List.of("1 3 5 7", "2 4 6 8"), scans(6));
    }

    @Test
    void magnitudeAndPhaseOfOneSeriesAreNotMixed() {
        for (int place = 1; place <= 3; place++) {
            boolean phaseFirst = place % 2 == 0;
            mr(1, 2 * place - 1, place, "ORIGINAL", "PRIMARY", phaseFirst ? "P" : "M");
            mr(1, 2 * place, place, "ORIGINAL", "PRIMARY", phaseFirst ? "M" : "P");
        }
        assertEquals(List.of("1 4 5", "2 3 6"), scans(6));
    }

    @Test
    void timePointsOfOneSeriesDoNotCrowdOutOtherSeries() {
        for (int time = 0; time < 20; time++) {
            for (int place = 1; place <= 3; place++) {
                mr(1, 3 * time + place, place, "ORIGINAL", "PRIMARY", "M");
            }
        }
        mr(2, 1, 1, "ORIGINAL", "PRIMARY", "M");
        mr(2, 2, 2, "ORIGINAL", "PRIMARY", "M");
        mr(2, 3, 3, "ORIGINAL", "PRIMARY", "M");
        assertEquals(List.of("1 2 3", "4 5 6", "1 2 3"), scans(3));
        assertEquals(List.of("54 OVER_THE_LIMIT"), leftOut(3));
    }

    @Test
    void aSliceSentTwiceUnderTwoUidsIsShownOnce() {
        for (int number = 1; number <= 5; number++) {
            add(slice("1.1", 1, number), it -> {});
        }
        add(slice("1.1", 1, 99), it -> it.setPosition(List.of(0.0, 0.0, 15.0)));
        assertEquals(List.of("1 2 3 4 5"), scans(6));
        assertEquals(List.of("1 DUPLICATE"), leftOut(6));
    }

    @Test
    void slicesWithoutOrientationAreOrderedAlongTheAxisTheyAreSpreadOn() {
        for (int number : List.of(1, 2, 3, 4)) {
            add(
                    slice("1.1", 1, number),
                    it ->
                            it.setOrientation(List.of())
                                    .setPosition(List.of(3.0, 90.0 - number, number * 0.1)));
        }
        assertEquals(List.of("4 3 2 1"), scans(6));
    }

    @Test
    void slicesWithoutNumbersAreReadInTheOrderOfTheirUids() {
        for (int number : List.of(10, 9, 11)) {
            add(
                    slice("1.1", 1, number),
                    it ->
                            it.setInstanceNumber(null)
                                    .setOrientation(List.of())
                                    .setPosition(List.of()));
        }
        assertEquals(List.of("9 10 11"), scans(6));
    }

    @Test
    void acquiredThinSlicesAreChosenBeforeReformattedAndProjectedOnes() {
        slices(2, 3, it -> it.setSeriesDescription("Thin").setImageType(type("ORIGINAL\\PRIMARY")));
        slices(3, 9, it -> it.setImageType(type("DERIVED\\SECONDARY\\MPR")));
        slices(4, 9, it -> it.setImageType(type("DERIVED\\SECONDARY\\PROJECTION IMAGE\\MIP")));
        assertEquals(List.of("1 2 3"), scans(1));
    }

    @Test
    void aDiffusionMapIsAsGoodAsAnAcquiredSeries() {
        slices(1, 9, it -> it.setImageType(type("DERIVED\\PRIMARY\\MPR")));
        slices(2, 3, it -> it.setImageType(type("DERIVED\\PRIMARY\\DIFFUSION\\ADC\\NORM")));
        assertEquals(List.of("1 2 3"), scans(1));
    }

    @Test
    void correctedPetIsChosenBeforeUncorrected() {
        for (var name : List.of("PET_NAC_WB", "PET AC WB")) {
            int series = name.contains("NAC") ? 1 : 2;
            slices(series, series + 2, it -> it.setModality("PT").setSeriesDescription(name));
        }
        slices(3, 3, it -> it.setImageType(type("DERIVED\\SECONDARY\\MIP")));
        assertEquals(List.of("1 2 3 4", "1 2 3"), scans(2));
    }

    @Test
    void fourViewsOfMammographyAreFourImagesWithoutTheirRawTwins() {
        for (int view = 1; view <= 4; view++) {
            study.add(image("1.1", "MG", MG_FOR_PROCESSING, 1, view).build());
            study.add(image("1.1", "MG", MG, 2, view).build());
        }
        assertEquals(List.of("1", "2", "3", "4"), scans(6));
        assertEquals(List.of("4 FOR_PROCESSING"), leftOut(6));
    }

    @Test
    void rawMammographyAloneIsBetterThanNothing() {
        study.add(image("1.1", "MG", MG_FOR_PROCESSING, 1, 1).build());
        assertEquals(List.of("1"), scans(6));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Scout", "SCOUTS", "Topogram 0.6 T20s", "TOPO", "3 Plane Loc", "3-PLANE LOC SSFSE",
                "AAHead_Scout_32ch", "localizer_tra", "Localizers", "Surview", "Scano", "SCANOGRAM"
            })
    void localizersAreKnownByManyNames(String name) {
        slices(1, 3, it -> it.setSeriesDescription(name));
        assertEquals(List.of("3 LOCALIZER"), leftOut(6));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Block 3",
                "Topographic study",
                "Allocortex",
                "T2 Loculated",
                "Prescoutable"
            })
    void whatOnlySoundsLikeOneIsNone(String name) {
        slices(1, 3, it -> it.setSeriesDescription(name));
        assertEquals(List.of(), leftOut(6));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PreMonitoring, BOLUS_TIMING",
        "Smart Prep Series, BOLUS_TIMING",
        "Bolus Tracking, BOLUS_TIMING",
        "CARE_Bolus_cor, BOLUS_TIMING",
        "Dose Report, SCREEN_CAPTURE",
        "Patient Protocol, SCREEN_CAPTURE"
    })
    void whatIsNoScanByItsNameIsLeftOut(String name, String reason) {
        slices(1, 3, it -> {});
        add(slice("1.1", 2, 1), it -> it.setSeriesDescription(name));
        assertEquals(List.of("1 2 3"), scans(6));
        assertEquals(List.of("1 " + reason), leftOut(6));
    }

    @Test
    void videosAndMicroscopyAreNotForThisModel() {
        add(
                image("1.1", "US", Images.US, 1, 1),
                it -> it.setSource(new Source("US1", "RADFM", "1.2.840.10008.1.2.4.102")));
        add(image("1.1", "SM", "1.2.840.10008.5.1.4.1.1.77.1.6", 2, 1), it -> {});
        add(image("1.1", "US", Images.US, 3, 1), it -> {});
        assertEquals(List.of("1"), scans(6));
        assertEquals(List.of("1 VIDEO", "1 MICROSCOPY"), leftOut(6));
    }

    @Test
    void enhancedObjectsAreAVolumeEach() {
        for (int number = 1; number <= 2; number++) {
            var uid = "1.1.1." + number;
            add(
                    image("1.1", "MR", "1.2.840.10008.5.1.4.1.1.4.1", 1, number),
                    it -> it.setInstance(new InstanceRef(uid, Images.digest(uid), 9L, 40)));
        }
        assertEquals(List.of("1", "2"), scans(6));
    }

    @Test
    void planarScintigramsAreImages() {
        for (int number = 1; number <= 3; number++) {
            add(image("1.1", "NM", "1.2.840.10008.5.1.4.1.1.20", 1, number), it -> {});
        }
        assertEquals(List.of("1", "2", "3"), scans(6));
    }

    @Test
    void aContextThatCouldNotBeWrittenIsRefusedBeforeItIsMade() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new CompositionPolicy(50, 8, 5_000, 80, ComposerTest.ONLY_THE_REPORT));
    }

    private void mr(int series, int number, int place, String... type) {
        add(
                slice("1.1", series, number),
                it ->
                        it.setModality("MR")
                                .setPosition(List.of(0.0, 0.0, 5.0 * place))
                                .setImageType(List.of(type)));
    }

    private void slices(int series, int count, Consumer<InstanceReceived.Builder> change) {
        for (int number = 1; number <= count; number++) {
            add(slice("1.1", series, number), change);
        }
    }

    private void add(InstanceReceived.Builder image, Consumer<InstanceReceived.Builder> change) {
        study.add(with(image, change).build());
    }

    private static List<String> type(String values) {
        return List.of(values.split("\\\\"));
    }

    /// The last parts of the UIDs of each scan's instances.
    private List<String> scans(int most) {
        return compose(most).segments().stream()
                .flatMap(it -> it instanceof ScanSegment scan ? Stream.of(scan) : Stream.empty())
                .map(
                        scan ->
                                String.join(
                                        " ",
                                        scan.getInstances().stream()
                                                .map(InstanceRef::getSopInstanceUid)
                                                .map(uid -> uid.substring(uid.lastIndexOf('.') + 1))
                                                .toList()))
                .toList();
    }

    private List<String> leftOut(int most) {
        return compose(most).leftOut().stream()
                .map(it -> it.getInstances() + " " + it.getReason())
                .toList();
    }

    private Composition compose(int mostVolumes) {
        return new Composer(
                        new CompositionPolicy(
                                mostVolumes, 8, 100, 80, ComposerTest.ONLY_THE_REPORT))
                .compose(study);
    }
}
