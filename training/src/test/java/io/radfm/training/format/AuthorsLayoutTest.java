// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.radfm.model.Digests;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Dimensions;
import io.radfm.training.sample.Npy;
import io.radfm.training.sample.Samples;
import io.radfm.training.sample.Split;
import io.radfm.training.sample.Stored;
import io.radfm.training.sample.Task;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/// The files that the authors' loaders read: their columns, and what lies where they point.
class AuthorsLayoutTest {
    private static final Phrases PHRASES =
            new Phrases(
                    List.of("Report these images."),
                    List.of("Which disease is visible?"),
                    List.of("Is there {}?", "Does it show {} here?"),
                    List.of("nodule", "pneumothorax"));

    @TempDir static Path folder;
    private static Path authors;
    private static List<Stored> train;

    @BeforeAll
    static void aDataSetInTheirLayout() throws IOException {
        var set = write("set");
        authors = set.directory().resolve("authors");
        try (var reader = set.read(Split.TRAIN)) {
            train = reader.stream().toList();
        }
    }

    private static DataSet write(String name) throws IOException {
        var set = Samples.set(Files.createDirectory(folder.resolve(name)), 240);
        new Formats(Set.of(Format.AUTHORS), PHRASES).add(set, folder.resolve("unfinished"));
        return DataSet.open(set.directory());
    }

    @Test
    void everySampleButInterleavedVolumesIsInOneTable() throws IOException {
        long left = 0;
        var expected = new TreeMap<String, Integer>();
        for (var stored : train) {
            var table = table(stored);
            expected.merge(table, 1, Integer::sum);
            left += table.isEmpty() ? 1 : 0;
        }
        expected.remove("");
        assertEquals(8, expected.size(), expected.toString());
        assertTrue(left > 0);
        var found = new TreeMap<String, Integer>();
        for (var table : expected.keySet()) {
            found.put(table, rows(table).size());
        }
        assertEquals(expected, found);
    }

    private static String table(Stored stored) {
        var sample = stored.sample();
        boolean volumes = sample.dimensions() == Dimensions.VOLUMES;
        if (sample.scans() == 0 && (volumes || sample.task() == Task.INTERLEAVED)) {
            return "";
        }
        if (volumes) {
            return switch (sample.task()) {
                case INTERLEAVED -> "";
                case REPORT -> "radio_caption";
                case RATIONALE -> "radio_features";
                default -> "radio_vqa";
            };
        }
        return switch (sample.task()) {
            case INTERLEAVED -> "paper";
            case DIAGNOSIS -> sample.scans() == 1 ? "binary" : "case_report";
            case REPORT -> sample.scans() == 1 ? "caption" : "case_report";
            default -> sample.scans() == 1 ? "vqa" : "case_report";
        };
    }

    @Test
    void picturesAreWhatTheyWere() throws IOException {
        int seen = 0;
        var pictures = train.stream().filter(it -> table(it).equals("binary")).iterator();
        for (var row : rows("binary")) {
            var scan = pictures.next().scans().getFirst();
            var image = ImageIO.read(authors.resolve(row.get("image_path")).toFile());
            assertEquals(scan.width(), image.getWidth());
            assertEquals(scan.height(), image.getHeight());
            for (int y = 0; y < scan.height(); y++) {
                for (int x = 0; x < scan.width(); x++) {
                    for (int c = 0; c < scan.channels(); c++) {
                        int at = ((c * scan.height() + y) * scan.width() + x) * scan.depth();
                        int value = image.getRaster().getSample(x, y, c);
                        assertEquals(Math.round(scan.value(at) * 255), value);
                        seen++;
                    }
                }
            }
        }
        assertTrue(seen > 0);
    }

    @Test
    void volumesOfOneSampleAreOneArrayOfThreeChannels() throws IOException {
        var volumes = train.stream().filter(it -> table(it).equals("radio_vqa")).iterator();
        for (var row : rows("radio_vqa")) {
            var scans = volumes.next().scans();
            var file = ByteBuffer.wrap(Files.readAllBytes(authors.resolve(row.get("image_path"))));
            int header = 10 + Short.toUnsignedInt(Short.reverseBytes(file.getShort(8)));
            assertEquals(0, header % 64);
            var text = new String(file.array(), 0, header, StandardCharsets.ISO_8859_1);
            int height = scans.stream().mapToInt(Npy.Array::height).max().orElseThrow();
            int width = scans.stream().mapToInt(Npy.Array::width).max().orElseThrow();
            int depth = scans.stream().mapToInt(Npy.Array::depth).max().orElseThrow();
            var shape = "(%d, 3, %d, %d, %d)".formatted(scans.size(), height, width, depth);
            assertTrue(text.contains("'shape': " + shape), text);
            int bytes = text.contains("'|u1'") ? 1 : 4;
            int values = scans.size() * 3 * height * width * depth;
            assertEquals(header + values * bytes, file.capacity());
        }
    }

    /// Two volumes whose depths differ: the shallow one's slices are repeated, the grey one's
    /// channels too.
    @Test
    void volumesOfSeveralSizesHaveTheLargest() throws IOException {
        var shallow =
                Npy.Array.ofFloats(new int[] {1, 1, 1, 2}, FloatBuffer.wrap(new float[] {0, 1}));
        var values = new float[] {0, .25f, .5f, 1, 0, 0, 0, 0, 1, 1, 1, 1};
        var deep = Npy.Array.ofFloats(new int[] {3, 1, 1, 4}, FloatBuffer.wrap(values));
        try (var file = new DigestFile(folder, "a/volumes.npy")) {
            new Volumes(List.of(shallow, deep)).write(file);
            file.finish();
        }
        var bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("a/volumes.npy")));
        var read = bytes.order(java.nio.ByteOrder.LITTLE_ENDIAN).position(128).asFloatBuffer();
        var all = new float[24];
        read.get(all);
        assertEquals(
                "[0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.25, 0.5, 1.0,"
                        + " 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0]",
                java.util.Arrays.toString(all));
    }

    @Test
    void aPaperHasItsPicturesWhereTheyStood() throws IOException {
        var papers = train.stream().filter(it -> table(it).equals("paper")).iterator();
        for (var row : rows("paper")) {
            var sample = papers.next().sample();
            assertEquals("papers/" + sample.key() + ".json", row.get("PMC_path"));
            int pictures = 0;
            for (var sentence : json(row.get("PMC_path"))) {
                for (var picture : sentence.get("img_ref")) {
                    assertEquals(pictures++, picture.asInt());
                    var name = sample.key() + "_" + picture.asText() + ".jpg";
                    assertTrue(Files.exists(authors.resolve("figures").resolve(name)));
                }
                assertTrue(pictures > 0 || !sentence.get("text").asText().isBlank());
            }
            assertEquals(sample.scans(), pictures);
        }
    }

    @Test
    void promptsHaveTheWordThatIsReplacedAndOtherDiseasesToDraw() throws IOException {
        for (var prompt : json("yes_no_prompt.json").get("caption_prompt")) {
            assertEquals(2, prompt.asText().split("disease", -1).length, prompt.asText());
        }
        assertTrue(json("articles.json").size() > 1); // else a loader would draw for ever
    }

    @Test
    void everyFileHasItsDigestAndAllIsTheSameAgain() throws IOException {
        var sums = Files.readAllLines(authors.resolve("SHA256SUMS"));
        for (var line : sums) {
            var parts = line.split("  ");
            assertEquals(parts[0], Digests.sha256(authors.resolve(parts[1])));
        }
        try (Stream<Path> all = Files.walk(authors)) {
            assertEquals(sums.size() + 1, all.filter(Files::isRegularFile).count());
        }
        var again = write("again").directory().resolve("authors/SHA256SUMS");
        assertEquals(sums, Files.readAllLines(again));
    }

    private static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(authors.resolve(name)));
    }

    /// Rows of the training split by their columns; of a JSON array, its objects' texts.
    private static List<Map<String, String>> rows(String table) throws IOException {
        var rows = new ArrayList<Map<String, String>>();
        if (Files.exists(authors.resolve(table + "_train.json"))) {
            for (var record : json(table + "_train.json")) {
                var row = new TreeMap<String, String>();
                record.properties().forEach(e -> row.put(e.getKey(), e.getValue().asText()));
                rows.add(row);
            }
            return rows;
        }
        var lines = CsvLines.of(Files.readString(authors.resolve(table + "_train.csv")));
        for (var line : lines.subList(1, lines.size())) {
            var row = new TreeMap<String, String>();
            for (int i = 0; i < line.size(); i++) {
                row.put(lines.getFirst().get(i), line.get(i));
            }
            rows.add(row);
        }
        return rows;
    }
}
