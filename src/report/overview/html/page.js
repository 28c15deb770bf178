"use strict";
(() => {
  const form = document.getElementById("search");
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  const all = [...document.querySelectorAll("[data-find]")];
  const plain = (text) => text.normalize("NFKD").toLowerCase();
  const text = new Map(all.map((it) => [it, plain(it.dataset.find)]));
  const articles = all.filter((it) => it.tagName === "ARTICLE");
  const show = () => {
    const words = plain(find.value).split(/\s+/).filter(Boolean);
    const fits = (it) => words.every((word) => text.get(it).includes(word));
    for (const it of all) {
      const article = it.tagName === "TR" ? it.closest("article") : null;
      // A row stays when the integration as such is what was looked for.
      const whole = article && words.length && words.every((word) => plain(article.querySelector("h3").textContent).includes(word));
      it.hidden = !fits(it) && !whole;
    }
    for (const section of document.querySelectorAll("main > section")) {
      const parts = section.querySelectorAll("[data-find]");
      section.hidden = words.length > 0 && parts.length > 0 && [...parts].every((it) => it.hidden);
    }
    const left = articles.filter((it) => !it.hidden).length;
    found.textContent = words.length ? `${left} of ${articles.length} integrations` : "";
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  find.addEventListener("input", show);
})();
