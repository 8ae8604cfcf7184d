"use strict";
(() => {
  const head = JSON.parse(document.getElementById("data").textContent);
  const cases = [...document.querySelectorAll("article")];
  const byId = new Map(cases.map((one) => [one.dataset.id, one]));
  const progress = document.getElementById("progress");
  const verdicts = new Map();
  const key = `cntextclean-audit:${head.fingerprint}:${head.seed}`;

  // Some browsers keep nothing for files, or throw when they are asked.
  const stored = () => {
    try { return JSON.parse(localStorage.getItem(key) || "[]"); } catch { return []; }
  };
  const store = () => {
    try { localStorage.setItem(key, JSON.stringify([...verdicts])); return true; } catch { return false; }
  };

  const show = () => {
    const rule = document.getElementById("rule").value, open = document.getElementById("open").checked;
    for (const one of cases) {
      const away = (rule && one.dataset.rule !== rule) || (open && verdicts.has(one.dataset.id));
      one.parentElement.hidden = Boolean(away);
    }
    for (const section of document.querySelectorAll("section"))
      section.hidden = ![...section.querySelectorAll("li")].some((item) => !item.hidden);
  };

  const tell = (kept) => {
    const counts = { right: 0, wrong: 0, unsure: 0 };
    for (const one of cases) if (verdicts.has(one.dataset.id)) counts[verdicts.get(one.dataset.id)]++;
    const judged = counts.right + counts.wrong + counts.unsure;
    progress.textContent = `${judged} of ${cases.length} judged: ${counts.right} right, ${counts.wrong} wrong, ` +
      `${counts.unsure} unsure` + (kept ? "" : "; this browser stores nothing, so download the labels before you leave");
  };

  const mark = (one, verdict) => {
    verdicts.set(one.dataset.id, verdict);
    one.dataset.verdict = verdict;
    for (const radio of one.querySelectorAll("input[type=radio]")) radio.checked = radio.value === verdict;
  };

  const take = (pairs) => {
    for (const [id, verdict] of pairs)
      if (byId.has(id) && ["right", "wrong", "unsure"].includes(verdict)) mark(byId.get(id), verdict);
  };

  const go = (one, step) => { // to the answers of the next case that is shown
    const shown = cases.filter((other) => !other.parentElement.hidden || other === one);
    const next = shown[shown.indexOf(one) + step];
    if (!next) return;
    (next.querySelector("input:checked") || next.querySelector("input")).focus();
    next.scrollIntoView({ block: "center" });
  };

  for (const one of cases) {
    one.addEventListener("change", (event) => {
      mark(one, event.target.value);
      tell(store());
    });
    one.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const verdict = { r: "right", w: "wrong", u: "unsure" }[event.key];
      if (verdict) {
        mark(one, verdict);
        tell(store());
        go(one, 1);
      } else if (event.key === "n" || event.key === "p") go(one, event.key === "n" ? 1 : -1);
    });
  }

  const labels = () => ({
    ...head,
    labels: [...verdicts].map(([id, verdict]) => ({ id, rule: byId.get(id).dataset.rule, verdict })),
  });
  document.getElementById("save").addEventListener("click", () => {
    const file = new Blob([JSON.stringify(labels(), null, 1)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${head.run || "run"}-labels.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  document.getElementById("load").addEventListener("change", async (event) => {
    try {
      const data = JSON.parse(await event.target.files[0].text());
      take(data.labels.map((label) => [label.id, label.verdict]));
      tell(store());
    } catch {
      progress.textContent = "This file holds no labels.";
    }
    show();
  });
  document.getElementById("rule").addEventListener("change", show);
  document.getElementById("open").addEventListener("change", show);

  const before = stored();
  if (Array.isArray(before)) take(before.filter(Array.isArray));
  tell(store());
  window.labels = labels;
  document.documentElement.dataset.ready = "yes";
})();
