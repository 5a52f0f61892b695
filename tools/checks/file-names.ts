import type { Check, Finding } from "./finding.ts";
import { filesBelow, isSource } from "./tree.ts";

/** Words that name no subject in any position. */
const EMPTY_WORDS = new Set(["util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"]);

/** Words that name no subject as the last word, but may as the first, as in `service-level.ts`. */
const EMPTY_LAST_WORDS = new Set(["service", "services"]);

/** Standard terms that end with such a word: RFC 3261 clause 10. */
const TERMS = new Set(["location-service"]);

function complaintsAbout(file: string): readonly string[] {
  const parts = file.split("/");
  const name = parts.at(-1) ?? "";
  const words = parts.flatMap((part) => part.toLowerCase().split(/[-._]/));
  const empty = words.filter((word) => EMPTY_WORDS.has(word));
  const lastWords = name
    .toLowerCase()
    .split(".")
    .slice(0, -1)
    .filter((segment) => !TERMS.has(segment))
    .map((segment) => segment.split("-").at(-1) ?? "");
  const emptyLast = lastWords.filter((word) => EMPTY_LAST_WORDS.has(word));
  const complaints = [...empty, ...emptyLast].map((word) => `"${word}" names no subject`);
  return file.startsWith("src/") && file.endsWith(".tsx")
    ? [...complaints, "no .tsx below src: server pages are template functions"]
    : complaints;
}

/** A file is named after its one subject. */
export const fileNames: Check = {
  name: "file-names",
  asks: "files are named by their subject",
  async run(root) {
    const files = (await filesBelow(root)).filter(isSource);
    const findings = files.flatMap((file): readonly Finding[] =>
      complaintsAbout(file).map((message) => ({ file, message })),
    );
    return { seen: files.length, findings };
  },
};
