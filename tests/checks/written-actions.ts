import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import {
  type AuditedFunctions,
  auditedFunctions,
  calleeName,
  passesFunctionOn,
  signaturesOfType,
} from "./audited-functions.ts";

/** The actions that the source writes into the audit log, and the places where its types do not name them. */
export interface WrittenActions {
  readonly actions: readonly string[];
  /** `file:line` of each value called `action` that is neither known nor passed on under the same name. */
  readonly unknown: readonly string[];
}

const ACTION = /\baction\b/;
const AUDIT_SQL = /insert\s+into\s+audit_entry\b/i;
const SQL_ACTION = /'([a-z]+(?:-[a-z]+)*\.[a-z-]+)'/g;

/** Declarations of libraries, which all programs share. */
const LIBRARIES = new Map<string, ts.SourceFile | undefined>();

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.NodeNext,
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  noUncheckedIndexedAccess: true,
  lib: ["lib.es2024.d.ts", "lib.esnext.disposable.d.ts"],
  types: ["node"],
};

/**
 * Follows every value that the source calls `action`, by its type, to its possible strings. A value that reaches `recordAudit` has this name at its last
 * step, therefore the check finds each action or reports it as unknown. A string without a dot, such as the action of an import, does not belong to the audit
 * log. SQL that inserts an entry itself is read as text.
 *
 * Types are slow: only files with a value that is not a literal, or with a call of a function that has a parameter called `action`, become part of a program.
 * If such a function has no name, or a second name, all calls are resolved.
 */
export function writtenActions(files: readonly string[]): WrittenActions {
  const texts = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
  const parsed = new Map<string, ts.SourceFile>();
  for (const [file, text] of texts) if (ACTION.test(text) || AUDIT_SQL.test(text)) parsed.set(file, parse(file, text));
  const { namesByFile, hasUnnamed } = auditedFunctions(parsed, texts);
  const found: Found[] = [];
  const typed: string[] = [];
  for (const file of files) {
    const source = parsed.get(file);
    const literals = source === undefined ? [] : valuesCalledAction(source, undefined);
    if (namesByFile.has(file) || literals.some(({ words }) => words === undefined)) typed.push(file);
    else found.push(...literals);
  }
  const [actions, unknown] = actionsAndUnknown(
    [...found, ...typedValues({ files, typed, namesByFile, hasUnnamed })],
    files,
  );
  for (const source of parsed.values()) for (const word of inSql(source)) actions.add(word);
  return { actions: [...actions].sort(), unknown };
}

function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2024, true);
}

/** The distinct actions, and the lines of the unknown values in the order of the files. */
function actionsAndUnknown(
  found: readonly Found[],
  files: readonly string[],
): readonly [Set<string>, readonly string[]] {
  const actions = new Set<string>();
  const unknown: Found[] = [];
  for (const value of found) {
    if (value.words === undefined) unknown.push(value);
    for (const word of value.words ?? []) if (word.includes(".")) actions.add(word);
  }
  const orderOf = ({ node }: Found): number => files.indexOf(node.getSourceFile().fileName);
  const lines = unknown
    .toSorted((left, right) => orderOf(left) - orderOf(right))
    .map(({ node }) => {
      const source = node.getSourceFile();
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      return `${path.basename(source.fileName)}:${line}`;
    });
  return [actions, lines];
}

interface TypedFiles extends AuditedFunctions {
  readonly files: readonly string[];
  /** The files whose values need types. */
  readonly typed: readonly string[];
}

function typedValues({ files, typed, namesByFile, hasUnnamed }: TypedFiles): readonly Found[] {
  const values = (program: ts.Program, read: readonly string[], isEveryCall: boolean): readonly Found[] =>
    read.flatMap((file) => {
      const calls = isEveryCall ? "all" : (namesByFile.get(file) ?? new Set<string>());
      return [...valuesCalledAction(sourceOf(program, file), { checker: program.getTypeChecker(), calls })];
    });
  if (!hasUnnamed) {
    const program = programOf(typed);
    const isPassedOn = [...namesByFile].some(([file, names]) =>
      passesFunctionOn(sourceOf(program, file), names, program.getTypeChecker()),
    );
    if (!isPassedOn) return values(program, typed, false);
  }
  return values(programOf(files), files, true);
}

function programOf(files: readonly string[]): ts.Program {
  const host = ts.createCompilerHost(OPTIONS, true);
  const getSourceFile: ts.CompilerHost["getSourceFile"] = (file, ...rest) => {
    if (!file.endsWith(".d.ts")) return host.getSourceFile(file, ...rest);
    const library = LIBRARIES.get(file) ?? host.getSourceFile(file, ...rest);
    LIBRARIES.set(file, library);
    return library;
  };
  return ts.createProgram([...files], OPTIONS, { ...host, getSourceFile });
}

function sourceOf(program: ts.Program, file: string): ts.SourceFile {
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error(`The program has no file ${file}.`);
  return source;
}

interface Found {
  readonly node: ts.Node;
  /** The possible strings of the value; undefined if they are unknown. */
  readonly words: readonly string[] | undefined;
}

interface Typing {
  readonly checker: ts.TypeChecker;
  /** The functions whose calls are resolved. */
  readonly calls: ReadonlySet<string> | "all";
}

/** The values of a file that are called `action`. Without types, only literals have known strings. */
function valuesCalledAction(source: ts.SourceFile, typing: Typing | undefined): readonly Found[] {
  const found: Found[] = [];
  const take = (value: ts.Expression): void => {
    if (!isHandedOn(value)) found.push({ node: value, words: wordsOf(value, typing?.checker) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === "action") take(node.initializer);
    if (ts.isVariableDeclaration(node) && node.name.getText() === "action" && node.initializer !== undefined) {
      take(node.initializer);
    }
    if (ts.isCallExpression(node) && typing !== undefined) {
      const signatures = signaturesOf(node, typing);
      for (const [index, value] of node.arguments.entries()) {
        if (signatures.some(({ parameters }) => parameters[index]?.name === "action")) take(value);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The possible signatures of a call. To choose one of them, TypeScript would have to check each argument first. */
function signaturesOf(call: ts.CallExpression, { checker, calls }: Typing): readonly ts.Signature[] {
  if (calls !== "all") {
    return calls.has(calleeName(call) ?? "")
      ? signaturesOfType(checker.getTypeAtLocation(call.expression), checker)
      : [];
  }
  const resolved = checker.getResolvedSignature(call);
  return resolved === undefined ? [] : [resolved];
}

/** True for `action` and `fact.action`: the value had this name where it was created. */
function isHandedOn(value: ts.Expression): boolean {
  return (
    (ts.isIdentifier(value) ? value : ts.isPropertyAccessExpression(value) ? value.name : undefined)?.text === "action"
  );
}

const NO_WORD = ts.TypeFlags.Object | ts.TypeFlags.Null | ts.TypeFlags.Undefined;

function wordsOf(value: ts.Expression, checker: ts.TypeChecker | undefined): readonly string[] | undefined {
  if (ts.isTemplateExpression(value)) return wordsOfTemplate(value, checker);
  if (ts.isConditionalExpression(value)) return joined([value.whenTrue, value.whenFalse], checker);
  if (ts.isStringLiteral(value)) return [value.text];
  if (checker === undefined) return undefined;
  const type = checker.getTypeAtLocation(value);
  // An object of this name (a schema, a function), or none, is not a string and does not concern the log.
  const members = (type.isUnion() ? type.types : [type]).filter(({ flags }) => (flags & NO_WORD) === 0);
  return members.every((member) => member.isStringLiteral()) ? members.map(({ value: word }) => word) : undefined;
}

function joined(values: readonly ts.Expression[], checker: ts.TypeChecker | undefined): readonly string[] | undefined {
  const each = values.map((value) => (isHandedOn(value) ? [] : wordsOf(value, checker)));
  return each.every((words) => words !== undefined) ? each.flat() : undefined;
}

/** Every string that a template can produce. */
function wordsOfTemplate(
  template: ts.TemplateExpression,
  checker: ts.TypeChecker | undefined,
): readonly string[] | undefined {
  let words: readonly string[] = [template.head.text];
  for (const { expression, literal } of template.templateSpans) {
    const middles = wordsOf(expression, checker);
    if (middles === undefined) return undefined;
    words = words.flatMap((start) => middles.map((middle) => start + middle + literal.text));
  }
  return words;
}

function inSql(source: ts.SourceFile): readonly string[] {
  const words: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateLiteral(node) && AUDIT_SQL.test(node.getText())) {
      const [, entry = ""] = node.getText().split(AUDIT_SQL);
      const first = [...entry.matchAll(SQL_ACTION)][0]?.[1];
      words.push(first ?? "");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return words;
}
