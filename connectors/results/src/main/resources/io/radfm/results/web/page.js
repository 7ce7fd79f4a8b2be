// SPDX-License-Identifier: Apache-2.0
// The reading page. Everything that comes from a DICOM object or from the model enters the page as
// text (textContent, setAttribute on known attributes), never as HTML.

const studies = new Map(); // study UID → study, as GET /api/studies gives it
const rows = new Map(); // study UID → <li>
const STEPS = ["RECEIVING", "ASSEMBLING", "DRAFTING", "DRAFTED"];
const STATE_WORDS = {
  RECEIVING: "Receiving",
  ASSEMBLING: "Assembling",
  DRAFTING: "Drafting",
  DRAFTED: "Drafted",
  FAILED: "Failed",
};

const $ = (id) => document.getElementById(id);
let selected = decodeURIComponent(location.hash.slice(1)) || null;
let shown = null; // JSON of what the report pane shows, so that nothing is drawn twice
let loaded = false;

// ── elements ──

/** el("p.quiet", {title: "…"}, "text", child, …): attributes are set, strings become text nodes. */
function el(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const state = (study) => el("span.state", { "data-state": study.state }, STATE_WORDS[study.state] ?? study.state);
const patientName = (study) => study.patient?.name || study.patient?.id || "Unnamed patient";
const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

function ago(time) {
  const seconds = Math.max(0, (Date.now() - Date.parse(time)) / 1000);
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return new Date(time).toLocaleDateString();
}

/** DICOM dates and times, 20261123 and 134501, as people write them; anything else as it is. */
const date = (da) => (/^\d{8}$/.test(da ?? "") ? `${da.slice(0, 4)}-${da.slice(4, 6)}-${da.slice(6)}` : da);
const time = (tm) => (/^\d{4}/.test(tm ?? "") ? `${tm.slice(0, 2)}:${tm.slice(2, 4)}` : tm);
const instant = (iso) => (iso ? new Date(iso).toLocaleString() : null);

// ── worklist ──

const newestFirst = (a, b) => b.arrivedAt.localeCompare(a.arrivedAt) || a.studyUid.localeCompare(b.studyUid);
const ordered = () => [...studies.values()].sort(newestFirst);

function row(study) {
  return el("a", { href: `#${encodeURIComponent(study.studyUid)}`, "aria-current": study.studyUid === selected ? "true" : null },
    el("span.who", {}, patientName(study)),
    state(study),
    el("span.what", {}, [study.modality, study.description].filter(Boolean).join(" · ")),
    el("span.when", { "data-arrived": study.arrivedAt }, `${count(study.instances, "image")} · ${ago(study.arrivedAt)}`));
}

function drawRow(study) {
  const item = rows.get(study.studyUid) ?? el("li");
  const focused = item.contains(document.activeElement);
  item.replaceChildren(row(study));
  if (focused) item.firstChild.focus();
  rows.set(study.studyUid, item);
}

/** Puts the rows in order, moving only those that are elsewhere. */
function orderRows() {
  const list = $("rows");
  let at = list.firstChild;
  for (const study of ordered()) {
    const item = rows.get(study.studyUid);
    if (item === at) at = at.nextSibling;
    else list.insertBefore(item, at);
  }
  $("worklist-count").textContent = studies.size ? count(studies.size, "study", "studies") : "";
  $("worklist-empty").hidden = !loaded || studies.size > 0;
  list.hidden = studies.size === 0;
}

/** A study without the words that are being written: those change often, and change no row. */
const still = (study) => JSON.stringify({ ...study, progress: null });

function put(study) {
  const before = studies.get(study.studyUid);
  studies.set(study.studyUid, study);
  if (!before || still(before) !== still(study)) drawRow(study);
}

function drop(studyUid) {
  studies.delete(studyUid);
  rows.get(studyUid)?.remove();
  rows.delete(studyUid);
}

// ── report ──

function drawReport() {
  if (!selected && studies.size) selected = ordered()[0].studyUid;
  const study = studies.get(selected);
  const progress = study?.progress;
  const picture = JSON.stringify([selected, study ? still(study) : null, loaded, progress?.revision ?? null]);
  if (picture === shown) return write(progress);
  const sameStudy = shown !== null && JSON.parse(shown)[0] === selected;
  shown = picture;

  const main = $("report");
  const scroll = sameStudy ? main.scrollTop : 0;
  const open = sameStudy ? [...main.querySelectorAll("details[open]")].map((it) => it.dataset.of) : [];
  main.setAttribute("aria-busy", String(!loaded));
  main.replaceChildren(...(study ? report(study) : nothing()));
  main.scrollTop = scroll;
  for (const it of main.querySelectorAll("details")) it.open = open.includes(it.dataset.of);
  write(progress);
  document.title = study ? `${STATE_WORDS[study.state]} · RadFM Streams` : "RadFM Streams";
  for (const [uid, item] of rows) {
    item.firstChild.toggleAttribute("aria-current", uid === selected);
    if (uid === selected) item.firstChild.setAttribute("aria-current", "true");
  }
  const notice = progress?.notice ?? study?.draft?.notice;
  $("model-notice").textContent = notice ?? "";
  $("model-notice").hidden = !notice;
}

function nothing() {
  if (!loaded) return [el("div.empty", {}, el("p", {}, "Loading the worklist"))];
  if (selected && studies.size) {
    return [el("div.empty", {},
      el("p", {}, "This study is not in the worklist."),
      el("p", {}, "It may be older than the studies that are kept here; choose another one."))];
  }
  return [el("div.empty", {}, el("p", {}, "Drafts are read here."), el("p", {}, "They appear seconds after the last image of a study."))];
}

function report(study) {
  return [
    header(study),
    ...(study.state === "DRAFTED" ? [] : [steps(study)]),
    ...notes(study),
    images(study),
    ...(study.progress ? [unfinished(study.progress)] : []),
    ...(study.draft ? [draftOf(study.draft), provenance(study)] : []),
    ...study.replaced.map((earlier) => replaced(earlier, study.draft)),
  ];
}

function header(study) {
  const patient = study.patient ?? {};
  return el("header", {},
    el("div.patient", {}, el("h2", {}, patientName(study)), state(study)),
    facts([
      ["ID", patient.id],
      ["Born", date(patient.birthDate)],
      ["Sex", patient.sex],
      ["Age", patient.age],
      ["Study", [date(patient.studyDate), time(patient.studyTime)].filter(Boolean).join(" ")],
      ["Accession", patient.accessionNumber],
    ]),
    el("div.study", {},
      el("h3", {}, [study.modality, study.description].filter(Boolean).join(" · ") || "Study"),
      study.priority === "STAT" && el("span.chip.warn", {}, "STAT"),
      study.revision > 1 && el("span.chip", {}, `Revision ${study.revision}`),
      el("span.quiet", {}, `${count(study.series.length, "series", "series")}, ${count(study.instances, "image")}`),
      study.draft && el("div.actions", {},
        study.delivery && el("span.quiet", { title: study.delivery.reason }, deliveryWords(study.delivery)),
        el("a", { href: study.draft.sr, download: true }, "DICOM SR"))));
}

function facts(pairs) {
  return el("dl.facts", {}, pairs.filter(([, value]) => value).map(([name, value]) =>
    el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

function deliveryWords(delivery) {
  const words = { WAITING: "Waiting for", ACCEPTED: "Sent to", REFUSED: "Refused by" };
  return `${words[delivery.status] ?? delivery.status} ${delivery.to}`;
}

function steps(study) {
  const at = STEPS.indexOf(study.state);
  return el("ol.steps", { "aria-label": "Progress" }, STEPS.map((step, i) =>
    el("li", { "data-step": i < at ? "done" : i === at ? "now" : null, "aria-current": i === at ? "step" : null }, STATE_WORDS[step])));
}

function notes(study) {
  const draft = study.draft;
  return [
    study.failure && el("p.note.failed", { role: "alert" }, `No draft for revision ${study.failure.revision}: ${study.failure.reason}`),
    draft && draft.revision < study.revision && el("p.note", {}, `Below is the draft of revision ${draft.revision}; images arrived since.`),
    draft && ["RECEIVING", "ASSEMBLING", "DRAFTING"].includes(study.state) && draft.revision === study.revision
      && el("p.note", {}, "More images are arriving; a new draft will replace this one."),
    draft?.partial && el("p.note", {}, "Drafted at the deadline, before the study was complete."),
    study.conflicts > 0 && el("p.note", {}, `${count(study.conflicts, "image was", "images were")} received again with other content; the newer is used.`),
    study.delivery?.status === "REFUSED" && el("p.note.failed", {}, `${study.delivery.to} refused the SR: ${study.delivery.reason}`),
  ].filter(Boolean);
}

function images(study) {
  return el("section.images", { "aria-label": "Key images" }, study.series.map((series) => {
    const name = series.description || `Series ${series.number ?? ""}`.trim();
    const caption = [series.modality, series.number !== null && `series ${series.number}`, count(series.instances, "image")].filter(Boolean).join(" · ");
    const frame = el("span.frame", {});
    const button = el("button", { type: "button", disabled: !series.keyImage, "aria-label": `${name}, ${caption}` },
      frame, el("span.caption", {}, el("b", {}, name), caption));
    if (series.keyImage) {
      const image = el("img", { src: series.keyImage, alt: "", loading: "lazy" });
      image.addEventListener("error", () => { frame.replaceChildren("No preview"); button.disabled = true; });
      frame.append(image);
      button.addEventListener("click", () => view(series.keyImage, `${name} · ${caption}`));
    } else {
      frame.append("No image");
    }
    return button;
  }));
}

/** A text under way. Its words come by write(), so that nothing else is drawn anew for them. */
function unfinished(progress) {
  return el("article.text.unfinished", { "aria-label": "Unfinished text", "aria-busy": "true" },
    el("span.stamp", {}, `${progress.banner} – STILL BEING WRITTEN`),
    el("p", {}, el("span.words"), el("span.caret", { "aria-hidden": "true" })));
}

function write(progress) {
  const words = document.querySelector("#report .unfinished .words");
  if (words && progress && words.textContent !== progress.text) words.textContent = progress.text;
}

/** What an earlier draft said: folded away, and marked where it is read. */
function replaced(earlier, draft) {
  const what = `Revision ${earlier.revision}, replaced by revision ${draft.revision}`;
  return el("details.replaced", { "data-of": `revision ${earlier.revision}` },
    el("summary", {}, `${what} · ${count(earlier.instances, "image")} · ${instant(earlier.settledAt)}`),
    words(`${earlier.banner} – REPLACED BY REVISION ${draft.revision}`, what, earlier,
      earlier.notice && el("p.quiet", {}, earlier.notice)));
}

function draftOf(draft) {
  return draft.diagnoses.length ? el("div.draft", {}, text(draft), diagnoses(draft)) : text(draft);
}

/** What the model was asked by yes or no, the most probable first. */
function diagnoses(draft) {
  const uncalibrated = draft.diagnoses.filter((it) => !it.calibrated).length;
  const all = uncalibrated === draft.diagnoses.length;
  return el("aside.diagnoses", { "aria-label": "Diagnoses asked about" },
    el("span.stamp", {}, draft.banner),
    el("h3", {}, "Asked one by one"),
    el("p.quiet", {}, "Probability that the model says yes. ", all && el("strong", {}, "Uncalibrated: good to sort by, not to rely on.")),
    el("ol", {}, draft.diagnoses.map((it) => el("li", { "data-label": it.label },
      el("span.name", {}, it.name, !it.calibrated && !all && el("small", {}, " uncalibrated")),
      el("span.percent", {}, percent(it.probability)),
      bar(it.probability)))));
}

function percent(probability) {
  if (probability < 0.01) return "< 1 %";
  if (probability > 0.99) return "> 99 %";
  return `${Math.round(probability * 100)} %`;
}

/** A style set by script is allowed where one in the markup is not. */
function bar(probability) {
  const fill = el("i");
  fill.style.width = `${probability * 100}%`;
  return el("span.bar", { "aria-hidden": "true" }, fill);
}

const text = (draft) => words(draft.banner, "Draft report", draft);

function words(stamp, label, draft, ...more) {
  const part = (title, said) => (said ? [el("h3", {}, title), el("p", {}, said)] : []);
  return el("article.text", { "aria-label": label },
    el("span.stamp", {}, stamp),
    part("Findings", draft.findings),
    part("Impression", draft.impression),
    !draft.findings && !draft.impression && el("p.quiet", {}, "The model wrote no text."),
    more);
}

function provenance(study) {
  const { draft } = study;
  const p = draft.provenance;
  if (!p) return el("p.quiet", {}, "This draft has no provenance.");
  const seconds = (Date.parse(p.finishedAt) - Date.parse(p.startedAt)) / 1000;
  const seriesName = (uid) => study.series.find((series) => series.seriesUid === uid)?.description || uid;
  const line = (name, ...value) => (value.flat().some(Boolean) ? [el("dt", {}, name), el("dd", {}, ...value)] : []);
  return el("details", { "data-of": "provenance" }, el("summary", {}, "How this draft was made"),
    el("dl.provenance", {},
      line("Model", `${p.model.name} ${p.model.version}`, p.model.trained ? "" : " (untrained)"),
      line("Weights", el("code", {}, p.model.weightsDigest)),
      line("Engine", `${p.model.engine}, ${p.model.precision}, ${p.model.device}`),
      line("Drafted", `${instant(p.finishedAt)}, in ${seconds.toFixed(1)} s`),
      line("Policy", p.policy),
      line("Replaces", draft.supersedes && `the draft of revision ${draft.supersedes}`),
      p.scans.map((scan) => line("Scan", `${seriesName(scan.seriesUid)}: ${count(scan.images, "image")} as ${scan.shape.join(" × ")}`,
        scan.notes.length ? el("span.quiet", {}, ` ${scan.notes.join("; ")}`) : "")),
      p.questions.map((question) => line("Asked", question.text)),
      draft.answers.map((answer) => line("Answered", `${count(answer.tokens, "token")}, ${answer.stopReason.toLowerCase().replaceAll("_", " ")}`)),
      line("Draft", el("code", {}, draft.draftId)),
      line("Study UID", el("code", {}, study.studyUid))));
}

function view(source, words) {
  const dialog = $("viewer");
  dialog.querySelector("img").src = source;
  dialog.querySelector("figcaption").textContent = words;
  dialog.showModal();
}

// ── drafts beside signed reports ──

const MODELS_SHOWN = 4;
const SPARK = { width: 80, height: 18 };

/** Hidden until a report was signed. */
function drawOutcomes(outcomes) {
  $("outcomes").hidden = outcomes.reports === 0;
  $("outcomes-models").replaceChildren(...outcomes.models.slice(0, MODELS_SHOWN).map((model) => el("li", {},
    el("span.model", { title: `${model.name} ${model.version}` }, `${model.name} ${model.version}`),
    spark(model.points),
    el("span.accepted", {}, `${Math.round((100 * model.accepted) / model.reports)} % accepted`),
    el("span.quiet", {}, [
      count(model.reports, "signed report"),
      `${model.asDrafted} as drafted`,
      `${model.edited} edited`,
      `${Math.round(100 * model.wordEdit)} % of words changed`,
      `labels agree ${Math.round(100 * model.labelF1)} %`,
    ].join(" · ")))));
}

/** Share of accepted drafts from step to step, as a line from 0 to 100 %. */
function spark(points) {
  const share = (point) => point.accepted / point.reports;
  const x = (i) => (points.length === 1 ? SPARK.width : (i * SPARK.width) / (points.length - 1));
  const y = (point) => SPARK.height * (1 - share(point));
  const last = points.at(-1);
  const picture = svg("svg", {
    viewBox: `0 0 ${SPARK.width} ${SPARK.height}`,
    role: "img",
    "aria-label": `Accepted over time, ${count(points.length, "step")}, last ${Math.round(100 * share(last))} %`,
  });
  picture.append(
    svg("polyline", { points: points.map((point, i) => `${x(i).toFixed(1)},${y(point).toFixed(1)}`).join(" ") }),
    svg("circle", { cx: x(points.length - 1), cy: y(last), r: 2 }));
  return picture;
}

function svg(tag, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/** What is shown stays when no answer comes; #link says that the connection is lost. */
async function loadOutcomes() {
  if (document.hidden) return;
  const response = await fetch("/api/outcomes").catch(() => null);
  if (response?.ok) drawOutcomes(await response.json());
}

// ── moving about ──

function select(studyUid) {
  selected = studyUid;
  history.replaceState(null, "", `#${encodeURIComponent(studyUid)}`);
  drawReport();
  rows.get(studyUid)?.scrollIntoView({ block: "nearest" });
}

function move(steps) {
  const uids = ordered().map((study) => study.studyUid);
  if (!uids.length) return;
  const at = Math.max(0, uids.indexOf(selected));
  select(uids[Math.min(uids.length - 1, Math.max(0, at + steps))]);
  rows.get(selected)?.firstChild.focus();
}

addEventListener("hashchange", () => {
  selected = decodeURIComponent(location.hash.slice(1)) || null;
  drawReport();
});

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("viewer").open) return;
  const inReport = $("report").contains(document.activeElement);
  const act = {
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: inReport ? null : () => move(1),
    ArrowUp: inReport ? null : () => move(-1),
    Home: inReport ? null : () => move(-Infinity),
    End: inReport ? null : () => move(Infinity),
    Enter: $("rows").contains(document.activeElement) ? () => $("report").focus() : null,
    Escape: () => rows.get(selected)?.firstChild.focus(),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

$("viewer").addEventListener("click", (event) => { if (event.target === $("viewer")) $("viewer").close(); });
setInterval(() => {
  for (const [uid, item] of rows) {
    const study = studies.get(uid);
    item.querySelector(".when").textContent = `${count(study.instances, "image")} · ${ago(study.arrivedAt)}`;
  }
}, 30_000);

setInterval(loadOutcomes, 5_000);

// ── live ──

function link(how, words) {
  $("link").dataset.link = how;
  $("link").textContent = words;
}

let drawing = false;
function draw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    orderRows();
    drawReport();
  });
}

/** The whole worklist: at the start, and again whenever the live connection was lost. */
async function load() {
  const response = await fetch("/api/studies", { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`the worklist answered ${response.status}`);
  const all = await response.json();
  const kept = new Set(all.map((study) => study.studyUid));
  for (const uid of [...studies.keys()]) if (!kept.has(uid)) drop(uid);
  all.forEach(put);
  loaded = true;
  draw();
}

function listen() {
  const events = new EventSource("/api/events");
  events.addEventListener("open", () => load().then(() => link("live", "Live"), () => link("lost", "Worklist unavailable, retrying")));
  events.addEventListener("error", () => {
    link("lost", "Connection lost, retrying");
    // A browser gives up after an answer that is no stream; we do not.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3_000);
  });
  events.addEventListener("study", (event) => { put(JSON.parse(event.data)); draw(); });
  events.addEventListener("gone", (event) => { drop(JSON.parse(event.data).studyUid); draw(); });
}

draw();
loadOutcomes();
listen();
