import path from "node:path";
import ts from "typescript";

/** What the source writes into the audit log, and the places where it could not be told. */
export interface WrittenActions {
  readonly actions: readonly string[];
  /** `file:line` of each value called `action` that is neither known nor handed on under the same name. */
  readonly unknown: readonly string[];
}

const AUDIT_SQL = /insert\s+into\s+audit_entry\b/i;
const SQL_ACTION = /'([a-z]+(?:-[a-z]+)*\.[a-z-]+)'/g;

/**
 * Follows every value that the source calls `action`, by its type, to the words it may be. What reaches `recordAudit` is
 * called so at its last step, therefore each was written under that name or is reported as unknown. A word without a
 * dot, such as the act of an import, is none of the audit log. SQL that writes an entry by itself is read as text.
 */
export function writtenActions(files: readonly string[]): WrittenActions {
  const program = ts.createProgram([...files], {
    ...{ target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.NodeNext, strict: true, noEmit: true },
    ...{
      allowImportingTsExtensions: true,
      resolveJsonModule: true,
      skipLibCheck: true,
      noUncheckedIndexedAccess: true,
    },
    ...{ lib: ["lib.es2024.d.ts", "lib.esnext.disposable.d.ts"], types: ["node"] },
  });
  const checker = program.getTypeChecker();
  const actions = new Set<string>();
  const unknown: string[] = [];
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (source === undefined) throw new Error(`${file} was not read.`);
    for (const { node, words } of valuesCalledAction(source, checker)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      if (words === undefined) unknown.push(`${path.basename(file)}:${line}`);
      for (const word of words ?? []) if (word.includes(".")) actions.add(word);
    }
    for (const word of inSql(source)) actions.add(word);
  }
  return { actions: [...actions].sort(), unknown };
}

interface Found {
  readonly node: ts.Node;
  /** The words it may be; undefined when that cannot be told. */
  readonly words: readonly string[] | undefined;
}

function valuesCalledAction(source: ts.SourceFile, checker: ts.TypeChecker): readonly Found[] {
  const found: Found[] = [];
  const take = (value: ts.Expression): void => {
    if (!isHandedOn(value)) found.push({ node: value, words: wordsOf(value, checker) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === "action") take(node.initializer);
    if (ts.isVariableDeclaration(node) && node.name.getText() === "action" && node.initializer !== undefined) {
      take(node.initializer);
    }
    if (ts.isCallExpression(node)) {
      const parameters = checker.getResolvedSignature(node)?.parameters ?? [];
      for (const [place, value] of node.arguments.entries()) if (parameters[place]?.name === "action") take(value);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** True for `action` and `fact.action`: what stands there was called so where it was written. */
function isHandedOn(value: ts.Expression): boolean {
  return (
    (ts.isIdentifier(value) ? value : ts.isPropertyAccessExpression(value) ? value.name : undefined)?.text === "action"
  );
}

const NO_WORD = ts.TypeFlags.Object | ts.TypeFlags.Null | ts.TypeFlags.Undefined;

function wordsOf(value: ts.Expression, checker: ts.TypeChecker): readonly string[] | undefined {
  if (ts.isTemplateExpression(value)) return wordsOfTemplate(value, checker);
  if (ts.isConditionalExpression(value)) return joined([value.whenTrue, value.whenFalse], checker);
  const type = checker.getTypeAtLocation(value);
  // An object called so (a schema, a function), or none, is no word at all, and says nothing about the log.
  const members = (type.isUnion() ? type.types : [type]).filter(({ flags }) => (flags & NO_WORD) === 0);
  return members.every((member) => member.isStringLiteral()) ? members.map(({ value: word }) => word) : undefined;
}

function joined(values: readonly ts.Expression[], checker: ts.TypeChecker): readonly string[] | undefined {
  const each = values.map((value) => (isHandedOn(value) ? [] : wordsOf(value, checker)));
  return each.every((words) => words !== undefined) ? each.flat() : undefined;
}

/** Every word that a template may come to. */
function wordsOfTemplate(template: ts.TemplateExpression, checker: ts.TypeChecker): readonly string[] | undefined {
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
