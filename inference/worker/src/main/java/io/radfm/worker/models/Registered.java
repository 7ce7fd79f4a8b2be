// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker.models;

import io.radfm.events.ModelRole;
import io.radfm.events.RegisteredModel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What topic `models` says: every model's last record, in the order of the topic.
///
/// ```
///  A current   B current        B drafts
///  A current   B current   B retired        A drafts
/// ```
///
/// Of several models that are current the last one drafts. So to promote and to roll back are one
/// record each: nobody ever sees two models, or none, in between.
public final class Registered {
    /// Nobody registered a model.
    public static final Registered NONE = new Registered();

    private final Map<String, RegisteredModel> models = new LinkedHashMap<>();

    Registered() {}

    /// @param model null where the record of this id was deleted
    void add(String id, RegisteredModel model) {
        models.remove(id); // the last record's place in the order
        if (model != null) {
            models.put(id, model);
        }
    }

    boolean knows(String id) {
        return models.containsKey(id);
    }

    /// Every model, oldest record first.
    public List<RegisteredModel> all() {
        return List.copyOf(models.values());
    }

    /// Those that have a role, newest first: the first drafts, the others did before it.
    public List<RegisteredModel> of(ModelRole role) {
        var found = new ArrayList<>(all());
        found.removeIf(model -> model.getRole() != role);
        return found.reversed();
    }

    /// The one that has this role now.
    public Optional<RegisteredModel> now(ModelRole role) {
        return of(role).stream().findFirst();
    }

    /// Those whose id begins so, or that are called so (`name version`, or the name alone).
    List<RegisteredModel> named(String what) {
        return models.values().stream()
                .filter(
                        it ->
                                it.getModelId().startsWith(what)
                                        || what.equals(it.getName())
                                        || what.equals(it.getName() + " " + it.getVersion()))
                .toList();
    }
}
