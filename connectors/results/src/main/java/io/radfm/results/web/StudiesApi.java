// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.radfm.results.delivery.SrFolder;
import io.radfm.results.worklist.Study;
import io.radfm.results.worklist.Worklist;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.Pattern;

/// `/api/studies` and what hangs below it.
final class StudiesApi {
    private static final Logger LOG = LoggerFactory.getLogger(StudiesApi.class);

    /// Looser than PS3.5 §9: devices do write components with leading zeros.
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");

    private final Worklist worklist;
    private final Studies studies;
    private final SrFolder folder;
    private final KeyImages keyImages;

    StudiesApi(ResultsServer.Content content, Studies studies, KeyImages keyImages) {
        this.worklist = content.worklist();
        this.studies = studies;
        this.folder = content.folder();
        this.keyImages = keyImages;
    }

    void addRoutes(HttpRouting.Builder routing) {
        routing.get("/api/studies", (_, response) -> Json.send(response, studies.newestFirst()))
                .get("/api/studies/{studyUid}", this::study)
                .get("/api/studies/{studyUid}/sr", this::report)
                .get("/api/studies/{studyUid}/series/{seriesUid}/key.png", this::keyImage);
    }

    private void study(ServerRequest request, ServerResponse response) {
        asked(request, response)
                .flatMap(study -> studies.json(study.uid()))
                .ifPresent(json -> Json.send(response, json));
    }

    /// The newest draft with a text, as a Part 10 file.
    private void report(ServerRequest request, ServerResponse response) {
        var study = asked(request, response);
        if (study.isEmpty()) {
            return;
        }
        var draft = study.get().drafted();
        if (draft == null) {
            Problem.notFound(response, "This study has no draft.");
            return;
        }
        try {
            var bytes = Files.readAllBytes(folder.ensure(draft));
            response.header(
                    HeaderNames.CONTENT_DISPOSITION,
                    "attachment; filename=\"draft-%d.dcm\"".formatted(draft.getRevision()));
            Page.send(response, "application/dicom", bytes);
        } catch (IOException e) {
            LOG.warn("SR of draft {} cannot be given: {}", draft.getDraftId(), e.getMessage());
            Problem.send(
                    response,
                    Status.SERVICE_UNAVAILABLE_503,
                    "The report cannot be made at the moment: " + e.getMessage() + ".");
        }
    }

    private void keyImage(ServerRequest request, ServerResponse response)
            throws InterruptedException {
        var study = asked(request, response);
        if (study.isEmpty()) {
            return;
        }
        var series = study.get().series(parameter(request, "seriesUid"));
        if (series.isEmpty() || series.get().getKeyInstance() == null) {
            Problem.notFound(
                    response, "This study has no such series, or it has no image to show.");
            return;
        }
        switch (keyImages.of(series.get().getKeyInstance())) {
            case KeyImages.Picture.Png(var bytes) -> Page.send(response, "image/png", bytes);
            case KeyImages.Picture.None(var why) ->
                    Problem.notFound(response, "This image cannot be shown: " + why + ".");
            case KeyImages.Picture.Later(var why) ->
                    Problem.send(
                            response,
                            Status.SERVICE_UNAVAILABLE_503,
                            "This image cannot be shown at the moment: " + why + ".");
        }
    }

    /// The study in the path; when there is none, the request has been answered.
    private Optional<Study> asked(ServerRequest request, ServerResponse response) {
        var uid = parameter(request, "studyUid");
        if (!UID.matcher(uid).matches()) {
            Problem.send(response, Status.BAD_REQUEST_400, "The path holds no valid study UID.");
            return Optional.empty();
        }
        var study = worklist.study(uid);
        if (study.isEmpty()) {
            Problem.notFound(response, "This study is not in the worklist.");
        }
        return study;
    }

    private static String parameter(ServerRequest request, String name) {
        return request.path().pathParameters().get(name);
    }
}
