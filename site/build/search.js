// Shows the rules and documents that contain what is searched for.
const index = new MiniSearch({ fields: ["title", "text"], searchOptions: { prefix: true, combineWith: "AND", boost: { title: 3 } } });
index.addAll(ENTRIES);
const field = document.getElementById("search");
field.addEventListener("input", () => {
  const found = new Set(index.search(field.value).map((it) => it.id));
  const isAll = field.value.trim() === "";
  for (const item of document.querySelectorAll("[data-id]")) item.hidden = !isAll && !found.has(item.dataset.id);
  document.getElementById("count").textContent = isAll ? "" : `${found.size} found`;
});
