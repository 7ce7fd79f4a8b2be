// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.radfm.testkit.Peers;
import io.radfm.testkit.Shared;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// DCMTK reads the same files: `dcm2json` tells every tag, VR and value of a data set.
class DcmtkIT {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(
                            com.fasterxml.jackson.core.json.JsonReadFeature
                                    .ALLOW_NON_NUMERIC_NUMBERS
                                    .mappedFeature());

    private static final int TRAILING_PADDING = 0xFFFCFFFC;

    @TempDir Path folder;

    @Test
    void dcmtkReadsTheSameElementsVrsAndValuesAndThemAgainFromWhatWeWrite() throws Exception {
        Peers.require("dcm2json");
        var differences = new ArrayList<String>();
        var before = json(files());
        for (var file : before.keySet()) {
            var dataSet = DicomReader.read(file).dataSet();
            compare(file.getFileName().toString(), before.get(file), dataSet, differences);
        }
        compareWritten(before, differences);
        assertTrue(before.size() > 80, "files compared: " + before.size());
        assertEquals(List.of(), differences);
    }

    private void compareWritten(Map<Path, JsonNode> before, List<String> differences)
            throws Exception {
        var copies = new LinkedHashMap<Path, Path>();
        var syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        for (var file : before.keySet()) {
            var copy = folder.resolve(file.getFileName());
            var dataSet = DicomReader.read(file).dataSet();
            DicomWriter.write(copy, FileMeta.of(dataSet, syntax), dataSet);
            copies.put(file, copy);
        }
        var check = ofAll(copies.values(), "dcmdump", "-q");
        if (check.exitCode() != 0) {
            differences.add("what we wrote is refused, " + check.output());
        }
        var after = json(List.copyOf(copies.values()));
        for (var file : before.keySet()) {
            var name = file.getFileName().toString();
            var written = after.get(copies.get(file));
            if (written == null) {
                differences.add(name + ": what we wrote is refused");
                continue;
            }
            var lost = elements(before.get(file));
            lost.removeAll(elements(written));
            if (!lost.isEmpty()) {
                differences.add(name + ": changed by writing " + lost);
            }
        }
    }

    private static List<Path> files() throws IOException {
        try (var all = Files.list(Shared.path("dicom/single"))) {
            return all.filter(file -> file.toString().endsWith(".dcm"))
                    .filter(file -> file.toFile().length() < 600_000)
                    .sorted()
                    .toList();
        }
    }

    /// What `dcm2json` says of each file's data set but Pixel Data, which it has no words for when
    /// compressed. Nothing where it gives up: text beyond its declared character set, encapsulated
    /// icons. `-ie` goes on after a file without Pixel Data.
    private Map<Path, JsonNode> json(List<Path> files) throws Exception {
        var bare = new LinkedHashMap<Path, Path>();
        var folder = Files.createTempDirectory(this.folder, "bare");
        for (var file : files) {
            bare.put(file, Files.copy(file, folder.resolve(file.getFileName())));
        }
        ofAll(bare.values(), "dcmodify", "-q", "-nb", "-ie", "-ea", "(7fe0,0010)");
        var json = new LinkedHashMap<Path, JsonNode>();
        for (var file : files) {
            var out = folder.resolve(file.getFileName() + ".json");
            var said =
                    Peers.run("dcm2json", "-q", "-ee", bare.get(file).toString(), out.toString());
            if (said.exitCode() == 0) {
                json.put(file, JSON.readTree(out.toFile()));
            }
        }
        return json;
    }

    /// One process for all files: each has to read DCMTK's dictionary first.
    private static Peers.Outcome ofAll(Collection<Path> files, String program, String... options)
            throws Exception {
        var arguments = new ArrayList<>(List.of(options));
        files.forEach(file -> arguments.add(file.toString()));
        return Peers.run(program, arguments.toArray(String[]::new));
    }

    private static TreeSet<String> elements(JsonNode json) {
        var elements = new TreeSet<String>();
        for (var field : json.properties()) {
            int tag = Integer.parseUnsignedInt(field.getKey(), 16);
            if (!isLeftOut(tag)) {
                elements.add(field.getKey() + field.getValue());
            }
        }
        return elements;
    }

    private static void compare(
            String where, JsonNode json, DataSet dataSet, List<String> differences) {
        var onlyOurs = new TreeSet<String>();
        for (var element : dataSet) {
            if (!isLeftOut(element.tag())) {
                onlyOurs.add("%08X".formatted(element.tag()));
            }
        }
        for (var field : json.properties()) {
            int tag = Integer.parseUnsignedInt(field.getKey(), 16);
            onlyOurs.remove(field.getKey());
            if (isLeftOut(tag) || tag == Tag.SPECIFIC_CHARACTER_SET) {
                continue; // JSON is UTF-8 whatever the file was in
            }
            var at = where + " " + Tag.format(tag);
            var element = dataSet.element(tag);
            if (element.isPresent()) {
                compare(at, field.getValue(), element.get(), dataSet, differences);
            } else {
                differences.add(at + ": only DCMTK has it");
            }
        }
        onlyOurs.forEach(tag -> differences.add(where + " " + tag + ": only we have it"));
    }

    /// What `dcmodify` was told to erase, and what `dcm2json` leaves out.
    private static boolean isLeftOut(int tag) {
        return Tag.isPixelData(tag) || Tag.isGroupLength(tag) || tag == TRAILING_PADDING;
    }

    private static void compare(
            String at, JsonNode json, Element element, DataSet in, List<String> differences) {
        var vr = json.path("vr").asText();
        if (!vr.equals(element.vr().name())) {
            differences.add(at + ": " + element.vr() + " instead of " + vr);
            return;
        }
        if (element.vr() == Vr.SQ) {
            var items = in.items(element.tag());
            var theirs = json.path("Value");
            if (items.size() != theirs.size()) {
                differences.add(at + ": " + items.size() + " items instead of " + theirs.size());
                return;
            }
            for (int i = 0; i < items.size(); i++) {
                compare(at + "[" + i + "]", theirs.get(i), items.get(i), differences);
            }
        } else if (json.has("InlineBinary")) {
            var theirs = Base64.getDecoder().decode(json.path("InlineBinary").asText());
            var ours = in.bytes(element.tag()).orElse(new byte[0]);
            if (!java.util.Arrays.equals(even(theirs), even(ours))) {
                differences.add(at + ": other bytes");
            }
        } else if (!same(theirs(json.path("Value")), ours(element, in), element.vr())) {
            differences.add(
                    at + ": " + ours(element, in) + " instead of " + theirs(json.path("Value")));
        }
    }

    private static byte[] even(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, bytes.length + (bytes.length & 1));
    }

    private static List<String> theirs(JsonNode values) {
        var all = new ArrayList<String>();
        for (var value : values) {
            all.add(value.isObject() ? name(value) : value.isNull() ? "" : value.asText());
        }
        return all;
    }

    private static String name(JsonNode value) {
        var groups = new ArrayList<String>();
        for (var group : List.of("Alphabetic", "Ideographic", "Phonetic")) {
            groups.add(value.path(group).asText());
        }
        return String.join("=", groups).replaceAll("=+$", "");
    }

    private static List<String> ours(Element element, DataSet in) {
        var values = in.strings(element.tag());
        return switch (element.vr()) {
            case PN -> values.stream().map(name -> name.replaceAll("=+$", "")).toList();
            case AT -> values.stream().map(tag -> tag.replaceAll("[(),]", "")).toList();
            default -> values;
        };
    }

    private static boolean same(List<String> theirs, List<String> ours, Vr vr) {
        if (vr == Vr.FL || vr == Vr.FD || vr == Vr.DS || vr == Vr.IS) {
            return numbers(theirs).equals(numbers(ours));
        }
        return normal(theirs, vr).equals(normal(ours, vr));
    }

    /// Padding aside, which DCMTK keeps where it is not the VR's own, and empty components of
    /// names.
    private static List<String> normal(List<String> values, Vr vr) {
        var normal =
                values.stream()
                        .map(value -> value.replace("\0", ""))
                        .map(value -> vr == Vr.PN ? value.replaceAll("\\^+(=|$)", "$1") : value)
                        .map(value -> vr == Vr.UI ? value.replace(" ", "") : value)
                        .map(String::strip)
                        .toList();
        return normal.equals(List.of("")) ? List.of() : normal;
    }

    private static List<Object> numbers(List<String> values) {
        return values.stream().<Object>map(DcmtkIT::number).toList();
    }

    private static Object number(String value) {
        try {
            return (float) Double.parseDouble(value) + 0f; // -0 is 0
        } catch (NumberFormatException _) {
            return value;
        }
    }
}
