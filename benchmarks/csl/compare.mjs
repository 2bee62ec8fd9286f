// What citeproc-js makes of citations and their bibliography. In, on standard input: {style, locales (a folder),
// language (or null), items, citations}; out: {citations: [text], bibliography: [[key, text]], seconds}.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import CSL from "citeproc";

const given = JSON.parse(readFileSync(0, "utf8"));
const items = new Map(given.items.map((item) => [item.id, JSON.stringify({ ...item, system_id: item.id })]));
const system = {
  retrieveItem: (key) => JSON.parse(items.get(key)),
  retrieveLocale: (tag) => {
    try {
      return readFileSync(join(given.locales, `locales-${tag}.xml`), "utf8");
    } catch {
      return false;
    }
  },
  // Entries that print nothing are left out, so that each must say whose it is.
  embedBibliographyEntry: (key) => `<!--${key}-->`,
};
const begun = performance.now();
const engine = new CSL.Engine(system, given.style, given.language ?? undefined, Boolean(given.language));
const texts = engine.rebuildProcessorState(given.citations, "html").map((cited) => cited[2]);
const made = engine.makeBibliography();
const entry = /^\s*<div class="csl-entry">([^]*)<\/div>\s*<!--(.*)-->\s*$/;
const bibliography = (made ? made[1] : []).map((text) => text.match(entry)).map(([, text, key]) => [key, text]);
const seconds = (performance.now() - begun) / 1000;
process.stdout.write(JSON.stringify({ citations: texts, bibliography, seconds }));
