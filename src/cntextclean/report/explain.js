
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const panes = { source: document.getElementById("source"), text: document.getElementById("text") };
  const note = document.getElementById("note");
  const links = data.links;

  // Text nodes of each pane with the offset at which they begin: offsets count text only, as the links do.
  const index = {};
  for (const [name, pane] of Object.entries(panes)) {
    const nodes = [], starts = [];
    let offset = 0;
    const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (name === "text" && node.parentNode === pane) continue; // line breaks between paragraphs
      nodes.push(node);
      starts.push(offset);
      offset += node.length;
    }
    index[name] = { nodes, starts, places: new Map(nodes.map((node, i) => [node, i])), size: offset };
  }

  const last = (sorted, value) => { // the last place whose number is not above value
    let low = 0, high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= value) low = middle + 1; else high = middle;
    }
    return low - 1;
  };

  const rangeOf = (name, start, end) => {
    const { nodes, starts } = index[name];
    if (!nodes.length) return null;
    const range = document.createRange();
    const first = Math.max(last(starts, start), 0), final = Math.max(last(starts, Math.max(end - 1, start)), 0);
    range.setStart(nodes[first], Math.min(start - starts[first], nodes[first].length));
    range.setEnd(nodes[final], Math.min(end - starts[final], nodes[final].length));
    return range;
  };

  const offsetOf = (name, node, within) => {
    const place = index[name].places.get(node);
    return place === undefined ? null : index[name].starts[place] + within;
  };

  // One pair of columns of the links, as a sorted list for searching.
  const column = (k) => Array.from({ length: links.length / 4 }, (_, i) => links[4 * i + k]);
  const sides = { source: [column(0), column(1)], text: [column(2), column(3)] };

  const counterpart = (name, start, end) => {
    const other = name === "source" ? "text" : "source";
    const [starts, ends] = sides[name], [there, thereEnds] = sides[other];
    let from = Infinity, to = -Infinity;
    for (let i = Math.max(last(starts, start), 0); i < starts.length && starts[i] < Math.max(end, start + 1); i++) {
      if (ends[i] < start || (ends[i] === start && starts[i] !== ends[i])) continue;
      const same = ends[i] - starts[i] === thereEnds[i] - there[i] && !edited[i];
      from = Math.min(from, same ? there[i] + Math.max(start - starts[i], 0) : there[i]);
      to = Math.max(to, same ? there[i] + Math.min(end - starts[i], ends[i] - starts[i]) : thereEnds[i]);
    }
    return from <= to ? [other, from, to] : null;
  };

  // Marked pieces, in the order of the source; the n-th of them has the n-th note.
  const marks = [...panes.source.querySelectorAll(".k")];
  marks.forEach((mark, i) => {
    mark.dataset.n = i;
    if (data.kinds[mark.dataset.k][0] === "dropped") mark.classList.add("d");
  });
  const markStarts = marks.map((mark) => {
    const inside = document.createTreeWalker(mark, NodeFilter.SHOW_TEXT).nextNode();
    return inside ? index.source.starts[index.source.places.get(inside)] : -1;
  });
  const editStarts = new Set(markStarts);
  const edited = column(0).map((start, i) => editStarts.has(start) || links[4 * i + 1] === start);

  const say = (name, start, end) => {
    const pair = counterpart(name, start, end);
    const here = rangeOf(name, start, end), there = pair && rangeOf(...pair);
    if (window.CSS && CSS.highlights) CSS.highlights.set("lit", new Highlight(...[here, there].filter(Boolean)));
    window.lit = { here: here && here.toString(), there: there && there.toString() };
    const source = name === "source" ? here : there;
    const node = source && source.startContainer.parentElement.closest(".k");
    const words = [there ? `${here} ↔ ${there}` : `${here} is not in the text`];
    if (node && node.dataset.n !== undefined) {
      const [from, to, firstByte, lastByte, sure, text] = data.notes[node.dataset.n];
      const [family, kind] = data.kinds[node.dataset.k];
      words.push(`${family}: ${kind}${sure ? ` (${sure})` : ""}`);
      if (family === "edited") words.push(`becomes “${text}”`);
      words.push(`characters ${from} to ${to}` + (firstByte >= 0 ? `, bytes ${firstByte} to ${lastByte}` : ""));
    }
    note.textContent = words.map((word) => (word.length > 160 ? word.slice(0, 160) + "…" : word)).join(" · ");
    return there;
  };

  const paneOf = (node) => Object.keys(panes).find((name) => node && panes[name].contains(node));

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const name = paneOf(range.startContainer);
    if (!name || name !== paneOf(range.endContainer)) return;
    const start = offsetOf(name, range.startContainer, range.startOffset);
    const end = offsetOf(name, range.endContainer, range.endOffset);
    if (start === null || end === null || start >= end) return;
    const there = say(name, start, end);
    if (there) there.startContainer.parentElement.scrollIntoView({ block: "nearest" });
  });

  for (const [name, pane] of Object.entries(panes)) {
    pane.addEventListener("pointermove", (event) => {
      if (!document.getSelection().isCollapsed) return;
      const caret = document.caretPositionFromPoint
        ? document.caretPositionFromPoint(event.clientX, event.clientY)
        : document.caretRangeFromPoint(event.clientX, event.clientY);
      if (!caret) return;
      const offset = offsetOf(name, caret.offsetNode || caret.startContainer, caret.offset ?? caret.startOffset);
      if (offset !== null && offset < index[name].size) say(name, offset, offset + 1);
    });
    // By keyboard: n and p walk through what was edited or dropped.
    let at = -1;
    pane.addEventListener("keydown", (event) => {
      if (event.key !== "n" && event.key !== "p") return;
      const shown = [...pane.querySelectorAll(".k:not(.off)")];
      if (!shown.length) return;
      at = (at + (event.key === "n" ? 1 : shown.length - 1)) % shown.length;
      const node = document.createTreeWalker(shown[at], NodeFilter.SHOW_TEXT).nextNode();
      if (node) say(name, offsetOf(name, node, 0), offsetOf(name, node, node.length));
      shown[at].scrollIntoView({ block: "center" });
    });
  }

  document.querySelector("nav").addEventListener("change", (event) => {
    const box = event.target;
    for (const pane of Object.values(panes))
      for (const mark of pane.querySelectorAll(`.k[data-k="${box.dataset.k}"]`)) mark.classList.toggle("off", !box.checked);
  });

  window.say = say;
  document.documentElement.dataset.ready = "yes";
})();
