// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Acceptance;
import io.radfm.events.Answer;
import io.radfm.events.Draft;
import io.radfm.events.DraftProgress;
import io.radfm.events.InstanceRef;
import io.radfm.events.ModelInfo;
import io.radfm.events.Provenance;
import io.radfm.events.SeriesSummary;
import io.radfm.events.StudyStage;
import io.radfm.events.StudyState;
import io.radfm.results.Given;
import io.radfm.testkit.Eventually;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The reading page in a real browser, open all the time; what comes, comes live.
///
/// Set the system property `results.pictures` to a folder to have pictures of the page.
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {
    private static final Duration HANG = Duration.ofSeconds(60);
    private static final String STUDY = "1.2.826.0.1.3680043.10.7.";

    @TempDir static Path home;
    private static Served served;
    private static Browser browser;

    @BeforeAll
    static void open() throws Exception {
        served = new Served(home);
        browser = Browser.open(home, "http://localhost:" + served.port() + "/");
        browser.size(1280, 800);
        browser.awaitText("Live");
    }

    @AfterAll
    static void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
        served.close();
    }

    @Test
    @Order(1)
    void anEmptyWorklistSaysHowToSendAStudy() throws Exception {
        browser.awaitText("No studies yet");
        assertTrue(browser.text().contains("RADFM@localhost:11112"));
        assertTrue(browser.text().contains("AI DRAFT \u2013 NOT REVIEWED"));
        picture("empty");
    }

    @Test
    @Order(2)
    void aStudyAppearsAndMovesOnWithoutAReload() throws Exception {
        browser.value("window.since = 1");
        served.worklist.apply(state(1, StudyStage.RECEIVED));
        browser.awaitText("Receiving");
        served.worklist.apply(state(1, StudyStage.ASSEMBLING));
        browser.awaitText("Assembling");
        var draft = Given.draft(STUDY + 1, 1, List.of(image(1, "Doe^Jane")));
        var drafted = StudyState.newBuilder(state(1, StudyStage.DRAFTED));
        served.worklist.apply(drafted.setSeries(draft.getSeries()).build());
        served.worklist.apply(draft);
        browser.awaitText("No acute haemorrhage.");
        browser.awaitText("Normal head CT.");
        browser.awaitText("Doe, Jane");
        assertEquals("Drafted", browser.value("document.querySelector('#rows .state').innerText"));
        assertEquals("1", browser.value("window.since"));
    }

    @Test
    @Order(3)
    void theBannerStandsAboveThePageAndOnTheText() throws Exception {
        assertEquals(
                "AI DRAFT \u2013 NOT REVIEWED",
                browser.value("document.querySelector('article .stamp').innerText"));
        assertTrue(
                browser.value("document.querySelector('.banner').innerText")
                        .startsWith("AI DRAFT \u2013 NOT REVIEWED"));
        assertEquals("0", browser.value("String(document.querySelector('.banner').offsetTop)"));
    }

    @Test
    @Order(4)
    void theKeyImageIsDrawn() throws Exception {
        Eventually.get(
                "an image",
                HANG,
                () -> browser.value("document.querySelector('.images img').naturalWidth"),
                "8"::equals);
    }

    @Test
    @Order(5)
    void scriptsInWhatDevicesAndModelsWroteStayText() throws Exception {
        var attack = "<img src=x onerror='window.hit=1'><script>window.hit=1</script>";
        var image = image(2, "Eve^<b>bold</b>");
        var draft = Draft.newBuilder(Given.draft(STUDY + 2, 1, List.of(image)));
        draft.setText(Given.text(attack, "javascript:window.hit=1"));
        draft.setSeries(
                new ArrayList<>(
                        List.of(
                                new SeriesSummary(
                                        STUDY + "2.1", "CT", 1, "\"><b>" + attack, 1, image))));
        draft.setLastReceivedAt(Given.NOON.plusSeconds(60));
        served.worklist.apply(draft.build());
        select(2);
        browser.awaitText(attack);
        assertEquals("undefined", browser.value("typeof window.hit"));
        assertEquals("0", browser.value("document.querySelectorAll('img[src=x]').length"));
        assertEquals("1", browser.value("document.scripts.length"));
        assertTrue(browser.text().contains("javascript:window.hit=1"));
    }

    @Test
    @Order(6)
    void whatTheReaderMustKnowIsSaid() throws Exception {
        served.worklist.apply(
                StudyState.newBuilder(state(3, StudyStage.DRAFTED)).setConflicts(2).build());
        served.worklist.apply(
                Draft.newBuilder(Given.draft(STUDY + 3, 2, List.of(image(3, "Roe^Rick"))))
                        .setPartial(true)
                        .build());
        select(3);
        browser.awaitText("Drafted at the deadline, before the study was complete.");
        browser.awaitText("2 images were received again with other content");
        browser.awaitText("Revision 2");
    }

    @Test
    @Order(7)
    void aFailureSaysWhy() throws Exception {
        served.worklist.apply(
                Given.failed(Given.draft(STUDY + 4, 1, List.of(image(4, "Moe^Max")))));
        select(4);
        browser.awaitText("No draft for revision 1: No series holds an image.");
        assertEquals(
                "FAILED", browser.value("document.querySelector('h2 + .state').dataset.state"));
    }

    @Test
    @Order(8)
    void theKeyboardMovesThroughTheWorklist() throws Exception {
        var first =
                browser.value(
                        "(location.hash = '', document.querySelector('#rows a').focus(),"
                                + " document.querySelector('#rows a').hash)");
        browser.press("j");
        browser.awaitValue("location.hash", hash -> !hash.isEmpty() && !hash.equals(first));
        browser.press("k");
        browser.awaitValue("location.hash", first::equals);
    }

    @Test
    @Order(9)
    void onANarrowScreenNothingIsCutOff() throws Exception {
        select(1);
        browser.awaitText("No acute haemorrhage.");
        for (var scheme : List.of("light", "dark")) {
            browser.colours(scheme);
            browser.size(1280, 800);
            picture(scheme);
        }
        browser.size(390, 844);
        assertEquals("true", browser.value("document.documentElement.scrollWidth <= innerWidth"));
        picture("narrow");
    }

    @Test
    @Order(10)
    void diagnosesStandBesideTheTextTheMostProbableFirst() throws Exception {
        browser.size(1280, 800);
        var drafted = Given.draft(STUDY + 5, 1, List.of(image(5, "Poe^Pat")));
        var model = ModelInfo.newBuilder(Given.model()).setTrained(false).build();
        var provenance = Provenance.newBuilder(drafted.getProvenance()).setModel(model).build();
        served.worklist.apply(
                Given.diagnosed(Draft.newBuilder(drafted).setProvenance(provenance).build()));
        select(5);
        browser.awaitText("Asked one by one".toUpperCase(java.util.Locale.ROOT));
        assertEquals(
                "Haemorrhage uncalibrated 63 %|White matter lesions uncalibrated 50 %"
                        + "|Midline shift 4 %",
                browser.value(
                        "[...document.querySelectorAll('.diagnoses li')].map(it =>"
                                + " it.innerText.replaceAll(/\\s+/g, ' ')).join('|')"));
        assertEquals(
                "AI DRAFT \u2013 NOT REVIEWED",
                browser.value("document.querySelector('.diagnoses .stamp').innerText"));
        assertEquals(
                "true",
                browser.value(
                        "(([first, , last]) => first.offsetWidth > 10 * last.offsetWidth)"
                                + "([...document.querySelectorAll('.diagnoses .bar i')])"));
        assertTrue(browser.text().contains("untrained model: text is noise"));
        picture("diagnoses");
        browser.size(390, 844);
        assertEquals("true", browser.value("document.documentElement.scrollWidth <= innerWidth"));
        picture("diagnoses-narrow");
    }

    @Test
    @Order(11)
    void aModelWithoutACalibrationIsCalledUncalibrated() throws Exception {
        served.worklist.apply(
                Given.answering(
                        Given.diagnosed(Given.draft(STUDY + 6, 1, List.of(image(6, "Coe^Kim")))),
                        answer -> Answer.newBuilder(answer).setCalibrated(false).build()));
        select(6);
        browser.awaitText("Uncalibrated: good to sort by, not to rely on.");
        assertEquals("0", browser.value("document.querySelectorAll('.diagnoses small').length"));
    }

    @Test
    @Order(12)
    void aTextIsReadWhileItIsWrittenAndThenItsDraftStandsInItsPlace() throws Exception {
        browser.size(1280, 800);
        served.worklist.apply(state(7, StudyStage.DRAFTING));
        served.worklist.apply(progress(1, "No acute"));
        select(7);
        browser.awaitText("No acute");
        assertEquals(
                "AI DRAFT \u2013 NOT REVIEWED \u2013 STILL BEING WRITTEN",
                browser.value("document.querySelector('.unfinished .stamp').innerText"));
        browser.awaitText("untrained model: text is noise");
        picture("unfinished");

        browser.value(
                "window.steps = document.querySelector('.steps');"
                        + " window.row = document.querySelector('#rows [aria-current]')");
        served.worklist.apply(progress(2, "No acute <b>haemorrhage"));
        browser.awaitText("No acute <b>haemorrhage");
        assertEquals(
                "true",
                browser.value("steps.isConnected && row.isConnected"),
                "nothing else moved");

        served.worklist.apply(Given.draft(STUDY + 7, 1, List.of(image(7, "Low^Lee"))));
        browser.awaitText("Normal head CT.");
        assertEquals("0", browser.value("document.querySelectorAll('.unfinished').length"));
        assertFalse(browser.text().contains("STILL BEING WRITTEN"));
    }

    @Test
    @Order(13)
    void whatEarlierRevisionsSaidIsFoldedAwayAndMarked() throws Exception {
        var images = List.of(image(8, "Noe^Ned"));
        var first = Draft.newBuilder(Given.draft(STUDY + 8, 1, images));
        served.worklist.apply(first.setText(Given.text("A <b>mass.", "A mass.")).build());
        served.worklist.apply(Given.draft(STUDY + 8, 2, images));
        select(8);
        browser.awaitText("Revision 1, replaced by revision 2 \u00b7 1 image");
        browser.awaitText("Normal head CT.");
        assertFalse(browser.text().contains("A <b>mass."), "folded away");

        browser.value("document.querySelector('details.replaced summary').click()");
        browser.awaitText("A <b>mass.");
        assertEquals(
                "AI DRAFT \u2013 NOT REVIEWED \u2013 REPLACED BY REVISION 2",
                browser.value("document.querySelector('.replaced .stamp').innerText"));
        picture("replaced");

        served.worklist.apply(Given.draft(STUDY + 8, 3, images));
        browser.awaitText("Revision 1, replaced by revision 3");
        browser.awaitText("Revision 2, replaced by revision 3");
        assertTrue(browser.text().contains("A <b>mass."), "what was open stays open");
        assertEquals("1", browser.value("document.querySelectorAll('.replaced[open]').length"));
    }

    private static DraftProgress progress(int tokens, String text) {
        return Given.progress(STUDY + 7, 1, Given.NOON, tokens, text);
    }

    @Test
    @Order(14)
    void acceptanceOverTimeStandsBelowTheWorklistOnceAReportIsSigned() throws Exception {
        browser.size(1280, 800);
        assertEquals("true", browser.value("document.querySelector('#outcomes').hidden"));
        served.outcomes.apply(Given.outcome(STUDY + 1, "mini-0.1", Acceptance.AS_DRAFTED, 0));
        served.outcomes.apply(Given.outcome(STUDY + 2, "mini-0.1", Acceptance.REWRITTEN, 20));
        served.outcomes.apply(Given.outcome(STUDY + 3, "mini-0.1", Acceptance.EDITED, 40));
        served.outcomes.apply(Given.outcome(STUDY + 4, "<b>x</b>", Acceptance.REWRITTEN, 60));
        browser.awaitText("RadFM <b>x</b>");
        browser.awaitText("67 % accepted");
        browser.awaitText(
                "3 signed reports \u00b7 1 as drafted \u00b7 1 edited \u00b7 25 % of words changed"
                        + " \u00b7 labels agree 50 %");
        assertEquals(
                "0.0,0.0 40.0,18.0 80.0,0.0",
                browser.value(
                        "[...document.querySelectorAll('#outcomes polyline')].at(-1)"
                                + ".getAttribute('points')"));
        assertTrue(
                browser.value("document.querySelector('#outcomes svg').ariaLabel")
                        .startsWith("Accepted over time, 1 step, last 0 %"));
        picture("outcomes");
    }

    @Test
    @Order(15)
    void aLostConnectionIsSaid() throws Exception {
        served.stop();
        browser.awaitText("Connection lost");
        assertFalse(browser.text().contains("Live"));
    }

    private static void select(int number) throws Exception {
        browser.value("location.hash = '#" + STUDY + number + "'");
    }

    private static StudyState state(int number, StudyStage stage) {
        return Given.state(STUDY + number, stage, 1, Given.NOON.plusSeconds(number));
    }

    private static InstanceRef image(int number, String patient) throws Exception {
        return Given.stored(
                served.store, Given.image(STUDY + number, STUDY + number + ".1.1", patient));
    }

    private static void picture(String name) throws Exception {
        var folder = System.getProperty("results.pictures");
        if (folder != null) {
            Files.write(Path.of(folder, name + ".png"), browser.screenshot());
        }
    }
}
