import path from "node:path";
import { treeFolders } from "./architecture-page.ts";
import type { Check, Finding } from "./finding.ts";
import { type TextFile, textsBelow } from "./tree.ts";

const FOLDER = "docs/decisions/";
const INDEX = `${FOLDER}README.md`;
const RECORD = /^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/;
const HEAD = /^# (\d{4}): ([^\n]+)\n\n\*\*Status:\*\* ([^\n]+) · \*\*District:\*\* (\S+)\n/;
const STATUS = /^(?:accepted|superseded by (\d{4})|retired \([^)]+\))$/;
/** Subjects of a record beside the folders of `src/`. */
const OTHER_DISTRICTS = ["all", "web", "tests", "tools", "docs"];

function headFaults({ file, text }: TextFile, numbers: ReadonlySet<string>): readonly Finding[] {
  const head = HEAD.exec(text);
  if (head === null)
    return [{ file, message: "begins otherwise than '# NNNN: Title' and '**Status:** … · **District:** …'" }];
  const [, number, , status = "", district = ""] = head;
  const districts = [...treeFolders().map(({ folder }) => folder), ...OTHER_DISTRICTS];
  const known = STATUS.exec(status);
  const messages = [
    ...(number === RECORD.exec(file)?.[1] ? [] : ["its title has another number"]),
    ...(known === null ? [`"${status}" is no status: accepted, superseded by NNNN, or retired (reason)`] : []),
    ...(known?.[1] === undefined || numbers.has(known[1]) ? [] : [`there is no record ${known[1]}`]),
    ...(districts.includes(district) ? [] : [`"${district}" is no district: ${districts.join(", ")}`]),
  ];
  return messages.map((message) => ({ file, message }));
}

/** The row of a record in the index. */
function rowOf({ file, text }: TextFile): string {
  const [, number, title, status, district] = HEAD.exec(text) ?? [];
  return `| [${number}](${path.posix.basename(file)}) | ${title} | ${district} | ${status} |`;
}

function indexFaults(records: readonly TextFile[], index: string): readonly Finding[] {
  const shown = index.split("\n").filter((line) => /^\| \[\d{4}\]/.test(line));
  const rows = records.map(rowOf);
  const missing = records.filter((record) => !shown.includes(rowOf(record)));
  const extra = shown.filter((row) => !rows.includes(row));
  const isInOrder = shown.join("\n") === rows.join("\n");
  return [
    ...missing.map((record) => ({ file: record.file, message: `${INDEX} lacks the row ${rowOf(record)}` })),
    ...extra.map((row) => ({ file: INDEX, message: `there is no record for the row ${row}` })),
    ...(isInOrder || missing.length + extra.length > 0 ? [] : [{ file: INDEX, message: "the rows are out of order" }]),
  ];
}

/** Records of decisions have a title, a status and a district, numbers are unique, and the index has each once. */
export const decisions: Check = {
  name: "decisions",
  asks: "records of decisions name their status and district, and the index is complete",
  async run(root) {
    const texts = await textsBelow(root, (file) => file === INDEX || RECORD.test(file));
    const records = texts.filter(({ file }) => file !== INDEX);
    const byNumber = Map.groupBy(records, ({ file }) => RECORD.exec(file)?.[1] ?? "");
    const doubles = [...byNumber.values()].flatMap(([, ...others]) =>
      others.map(({ file }) => ({ file, message: "another record has its number" })),
    );
    const heads = records.flatMap((record) => headFaults(record, new Set(byNumber.keys())));
    const index = texts.find(({ file }) => file === INDEX)?.text ?? "";
    const indexed = heads.length === 0 ? indexFaults(records, index) : [];
    return { seen: records.length, findings: [...doubles, ...heads, ...indexed] };
  },
};
