import { readFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import { exportedDeclarations } from "./doc-comments.ts";
import type { Check, Finding } from "./finding.ts";
import { moduleOf } from "./modules.ts";
import { isSource, isTest, type TextFile, textsBelow } from "./tree.ts";

const CHECKED_FOLDERS = /^(?:src|simulators|testkit|tools|bench|web\/src)\//;
const COUNTS = "tools/checks/word-counts.json";
/** This check and its list quote the words that they refuse. */
const QUOTES = /^tools\/checks\/words\.ts$/;
/** Places where a word is the standard one. */
const STANDARD: Readonly<Record<string, RegExp>> = { desk: /^web\/src\/areas\/agent-desk\/|desk\.shared\.ts$/ };
const EXAMPLES_MAX = 3;

/** Parts of names that are unclear to a new reader, with their replacement. */
const NAME_PARTS: Readonly<Record<string, string>> = {
  told: "Event, notification or callback",
  wish: "Command, Options or Request",
  wishes: "Commands",
  doors: "Dependencies",
  asking: "RequestContext or Query",
  asked: "Query or Request",
  heard: "Accepted, Parsed or Transcript",
  hearing: "SpeechRecognition or AudioRouting",
  kept: "Stored",
  said: "Transcript or Announcement",
  seat: "Participant or AgentRank",
  shelf: "Cache",
  hands: "Executor",
  purse: "prepaidBalance",
  town: "Fixture or Scenario",
  stage: "Fixture or Phase",
  leavings: "nothing: inline it",
  meanwhile: "QueueTreatment",
  whoever: "the role",
  nobody: "none or unassigned",
  news: "ChangeFeed or Event",
  story: "Timeline",
  deeds: "Limit or Operations",
  sitting: "SoftphoneSession",
  desk: "Controller, Engine, Service, Gateway or Worker",
  floor: "AcdState",
  world: "Context or Fixture",
  pace: "RateLimit",
  ears: "SpeechWiring",
  stranger: "UnauthenticatedRequest",
  visitor: "WebCaller",
};

/** Phrases of comments that obscure their subject, with their replacement. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bwhoever\b/i, "the role"],
  [/\bnobody(?:'s)?\b/i, "no agent, no caller, none"],
  [/\b(?:he|his|him)\b/i, "the role or they"],
  [/\bmend(?:s|ed)?\b/i, "fix"],
  [/\bis told\b/i, "receives, is notified"],
  [/\bhears of\b/i, "receives"],
  [/\bcomes to nothing\b/i, "fails"],
  [/\bthe field's\b/i, "Twilio's, standard"],
  [/\bof its own\b/i, "own, separate"],
  [/\bas it is\b/i, "unchanged"],
  [/\bin one go\b/i, "in one transaction, at once"],
  [/\bwhat it is\b/i, "the noun"],
];

interface OddWord {
  readonly file: string;
  readonly text: string;
  readonly write: string;
}

function oddPart(name: string, file: string): OddWord | null {
  const parts = name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).map((part) => part.toLowerCase());
  const odd = parts.find((part) => Object.hasOwn(NAME_PARTS, part) && STANDARD[part]?.test(file) !== true);
  return odd === undefined ? null : { file, text: name, write: NAME_PARTS[odd] ?? "" };
}

/** The comments of a file that begin their line. */
function commentsOf(text: string): readonly string[] {
  return [...text.matchAll(/^[ \t]*(\/\*[\s\S]*?\*\/|\/\/.*)/gm)].map(([, comment = ""]) => comment);
}

function oddWordsOf({ file, text }: TextFile): readonly OddWord[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const names = [path.basename(file).replace(/\..*$/, ""), ...exportedDeclarations(source).map(({ name }) => name)];
  const phrases = commentsOf(text).flatMap((comment): readonly OddWord[] => {
    const found = PHRASES.find(([pattern]) => pattern.test(comment));
    return found === undefined ? [] : [{ file, text: comment.slice(0, 80), write: found[1] }];
  });
  return [...names.flatMap((name) => oddPart(name, file) ?? []), ...phrases];
}

/** The module of a source file; elsewhere its folder, four levels deep at most. */
function folderOf(file: string): string {
  const module = moduleOf(file);
  return module === null ? path.posix.dirname(file).split("/").slice(0, 4).join("/") : `src/${module}`;
}

function complaint(folder: string, odd: readonly OddWord[], allowed: number): Finding | null {
  if (odd.length === allowed) return null;
  if (odd.length < allowed)
    return { file: folder, message: `has ${odd.length} odd words and comments: lower its number in ${COUNTS}` };
  const examples = odd.slice(0, EXAMPLES_MAX).map(({ file, text, write }) => `${file}: "${text}" (write ${write})`);
  return {
    file: folder,
    message: `has ${odd.length} odd words and comments, more than the ${allowed} of ${COUNTS}; among them ${examples.join("; ")}`,
  };
}

/**
 * Names and comments use the standard terms of telephony, messaging and licensing. `word-counts.json` contains the remaining number of others per folder; it
 * may only decrease.
 */
export const words: Check = {
  name: "words",
  asks: "names and comments use standard terms",
  async run(root) {
    const texts = await textsBelow(
      root,
      (file) => CHECKED_FOLDERS.test(file) && isSource(file) && !isTest(file) && !QUOTES.test(file),
    );
    const allowed = JSON.parse(await readFile(path.join(root, COUNTS), "utf8").catch(() => "{}")) as Readonly<
      Record<string, number>
    >;
    const found = Map.groupBy(texts.flatMap(oddWordsOf), ({ file }) => folderOf(file));
    const folders = [...new Set([...found.keys(), ...Object.keys(allowed)])].sort();
    const findings = folders.flatMap(
      (folder) => complaint(folder, found.get(folder) ?? [], allowed[folder] ?? 0) ?? [],
    );
    return { seen: texts.length, findings };
  },
};
