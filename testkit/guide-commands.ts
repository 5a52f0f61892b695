import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { present } from "../src/kernel/index.ts";

/** The guide for applications that control calls. */
export const CALLS_GUIDE: string = path.resolve(import.meta.dirname, "../docs/guide/cpaas.md");

/** The fenced blocks of one language in a section of the guide for applications, in order. */
export async function blocksOf(title: string, language: string): Promise<readonly string[]> {
  const sections = (await readFile(CALLS_GUIDE, "utf8")).split("\n## ");
  const section = sections.find((text) => text.startsWith(`${title}\n`)) ?? "";
  return [...section.matchAll(/```(\w+)\n(.*?)```/gs)].flatMap(([, written, block = ""]) =>
    written === language ? [block] : [],
  );
}

/** A shell that runs the commands of a guide. */
export interface GuideShell {
  /** Output of the commands so far. */
  output(): string;
  /** Runs more commands. */
  enter(script: string): void;
  /** Ends the shell and its remaining processes. */
  close(): void;
}

/** Opens a shell as a developer does; it ends at the first command that fails. */
export function openShell(folder: string): GuideShell {
  const PATH = `${path.dirname(process.execPath)}:${process.env["PATH"]}`;
  const shell = spawn("sh", ["-e", "-s"], { cwd: folder, env: { PATH }, detached: true });
  const output: string[] = [];
  for (const stream of [shell.stdout, shell.stderr]) stream.on("data", (piece: Buffer) => output.push(String(piece)));
  return {
    output: () => output.join(""),
    enter: (script) => void shell.stdin.write(script),
    close: () => void process.kill(-present(shell.pid, "the shell"), "SIGKILL"),
  };
}
