"use strict";
(() => {
  // Sorting: a click on the name of a column, numbers from the largest, words from the first.
  const valueOf = (row, k) => {
    const cell = row.cells[k];
    return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
  };
  for (const head of document.querySelectorAll("th[aria-sort]")) {
    head.addEventListener("click", () => {
      const table = head.closest("table"), body = table.tBodies[0], k = head.cellIndex;
      const rows = [...body.rows];
      const numbers = rows.length > 0 && typeof valueOf(rows[0], k) === "number";
      const first = numbers ? "descending" : "ascending", second = numbers ? "ascending" : "descending";
      const order = head.getAttribute("aria-sort") === first ? second : first;
      for (const other of table.querySelectorAll("th[aria-sort]")) other.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const words = new Intl.Collator("zh");
      rows.sort((a, b) => {
        const [x, y] = [valueOf(a, k), valueOf(b, k)];
        return sign * (numbers ? x - y : words.compare(x, y));
      });
      body.append(...rows);
    });
  }

  // Filters: a table shows its rows, the samples show their groups that hold the words.
  for (const box of document.querySelectorAll(".filter input")) {
    const section = box.closest("section"), said = box.closest(".filter").querySelector("[role=status]");
    const things = section.querySelector("tbody") ? [...section.querySelector("tbody").rows] : [...section.querySelectorAll("details")];
    const words = things.map((thing) => thing.textContent.toLowerCase());
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLowerCase();
      let left = 0;
      things.forEach((thing, i) => {
        thing.hidden = !words[i].includes(wanted);
        left += !thing.hidden;
      });
      said.textContent = wanted ? `${left} of ${things.length}` : "";
    });
  }
  document.documentElement.dataset.ready = "yes";
})();
