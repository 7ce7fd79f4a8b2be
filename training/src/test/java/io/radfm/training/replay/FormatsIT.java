// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.radfm.storage.ObjectStore;
import io.radfm.testkit.Peers;
import io.radfm.training.format.Format;
import io.radfm.training.sample.DataSet;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A replayed data set, read by those it is for: `pyarrow`, `datasets`, `webdataset`, and the
/// dataset classes of RadFM's authors. `RADFM_PYTHON` names the Python that has them (else
/// `python3`), `RADFM_AUTHORS_LOADERS` a checkout's folder `src/Dataset`.
class FormatsIT {
    private static final String PYTHON =
            Optional.ofNullable(System.getenv("RADFM_PYTHON")).orElse("python3");

    @TempDir static Path folder;
    private static DataSet set;

    @BeforeAll
    static void aReplayedDataSet() throws Exception {
        var options =
                ReplayOptions.of(folder.resolve("set"), folder.resolve("replay.key"))
                        .with(32, 2)
                        .with(Set.of(Format.AUTHORS, Format.PARQUET));
        try (var store = ObjectStore.of(folder.resolve("objects").toUri())) {
            var hospital = new RecordedHospital(store);
            for (int i = 0; i < 24; i++) {
                hospital.study(i, "patient-" + i / 2);
            }
            twoPictures(hospital);
            set = new Replaying(hospital, store, options, new Progress()).run();
        }
    }

    private static void twoPictures(RecordedHospital hospital) throws Exception {
        var two = new RecordedHospital.Case(100, "patient-of-two");
        var other = new RecordedHospital.Case(102, "patient-of-two");
        var pictures =
                List.of(
                        RecordedHospital.scan(true, hospital.radiograph(two, "NO")),
                        RecordedHospital.scan(true, hospital.radiograph(other, "NO")));
        hospital.contexts().add(hospital.context(two, "CR", pictures));
        var text = "Findings: A small left pleural effusion. Impression: Pleural effusion.";
        hospital.reports().add(hospital.report(two, text).build());
    }

    @Test
    void theShardsAndTheTableLoadInPython() throws Exception {
        requirePython("datasets, numpy, pyarrow, webdataset");
        var counts = run("read_formats.py", set.directory().toString());
        long samples = set.manifest().counts().get("samples");
        assertEquals(samples, counts.get("pyarrow").asLong());
        assertEquals(samples, counts.get("datasets").asLong());
        assertEquals(samples, counts.get("webdataset").asLong());
    }

    @Test
    void theAuthorsClassesReadTheirLayout() throws Exception {
        var loaders = System.getenv("RADFM_AUTHORS_LOADERS");
        Assumptions.assumeTrue(
                loaders != null,
                "skipped: RADFM_AUTHORS_LOADERS does not name the authors' loaders");
        requirePython(
                "cv2, numpy, pandas, PIL, scipy, SimpleITK, torch, torchvision, transformers");
        var counts = run("read_authors.py", set.directory().resolve("authors").toString(), loaders);
        var tables =
                List.of(
                        "binary",
                        "caption",
                        "vqa",
                        "case_report",
                        "paper",
                        "radio_vqa",
                        "radio_caption",
                        "radio_features");
        for (var table : tables) {
            assertTrue(counts.path(table).asLong() > 0, table + " of " + counts);
        }
    }

    private static void requirePython(String modules) throws Exception {
        var find =
                "import importlib.util as u; assert all(map(u.find_spec, '%s'.split(', ')))"
                        .formatted(modules);
        boolean there = Peers.run("env", PYTHON, "-c", find).exitCode() == 0;
        Assumptions.assumeTrue(there, () -> "skipped: " + PYTHON + " does not have " + modules);
    }

    private static JsonNode run(String program, String... arguments) throws Exception {
        var file = folder.resolve(program);
        try (var in = FormatsIT.class.getResourceAsStream(program)) {
            Files.write(file, in.readAllBytes());
        }
        var command = new ArrayList<>(List.of(PYTHON, file.toString()));
        command.addAll(List.of(arguments));
        var read = Peers.run("env", command.toArray(String[]::new));
        assertEquals(0, read.exitCode(), read::output);
        var lines = read.output().strip().split("\n");
        return new ObjectMapper().readTree(lines[lines.length - 1]);
    }
}
