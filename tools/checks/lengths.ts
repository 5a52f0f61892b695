import ts from "typescript";
import type { Check, Finding } from "./finding.ts";
import { isSource, isTest, type TextFile, textsBelow } from "./tree.ts";

const CHECKED_FOLDERS = /^(?:src|simulators|testkit|tests|tools|bench|web\/src)\//;
const FILE_LINES_MAX = 400;
const TEST_FILE_LINES_MAX = 800;
const FUNCTION_LINES_MAX = 70;
const COMPONENT_LINES_MAX = 150;

/** `a`, or `a: value` with a literal, a name or a property path: nothing that executes. */
function isPlain(property: ts.ObjectLiteralElementLike): boolean {
  if (ts.isShorthandPropertyAssignment(property)) return true;
  return ts.isPropertyAssignment(property) && isPlainValue(property.initializer);
}

function isPlainValue(value: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(value)) return isPlainValue(value.expression);
  if (ts.isPrefixUnaryExpression(value)) return isPlainValue(value.operand);
  return (
    ts.isIdentifier(value) ||
    ts.isLiteralExpression(value) ||
    [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(value.kind)
  );
}

/** The counted lines of a file, from 0: no blank lines, comments, or lines of plain properties. */
function countedLines(source: ts.SourceFile): readonly boolean[] {
  const counted = source.text.split("\n").map((line) => !/^\s*(?:\/\/.*|\/?\*.*)?$/.test(line));
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) for (const line of plainLines(node, lineAt, source)) counted[line] = false;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return counted;
}

/** The lines with one plain property and nothing else. */
function plainLines(
  literal: ts.ObjectLiteralExpression,
  lineAt: (position: number) => number,
  source: ts.SourceFile,
): readonly number[] {
  const lines = literal.properties.map((property) => ({
    property,
    first: lineAt(property.getStart(source)),
    last: lineAt(property.getEnd()),
  }));
  const [open, close] = [lineAt(literal.getStart(source)), lineAt(literal.getEnd())];
  return lines
    .filter(({ property, first, last }) => first === last && first !== open && last !== close && isPlain(property))
    .map(({ first }) => first);
}

/** `...{ a, b }` in a literal or an element puts several properties on a line. */
function isPacked(node: ts.Node): boolean {
  return (
    (ts.isSpreadAssignment(node) || ts.isJsxSpreadAttribute(node)) && ts.isObjectLiteralExpression(node.expression)
  );
}

function findingsIn({ file, text }: TextFile): readonly Finding[] {
  const kind = file.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  const isOfTests = isTest(file) || file.startsWith("tests/");
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  const counted = countedLines(source);
  const total = counted.filter(Boolean).length;
  const fileMax = isOfTests ? TEST_FILE_LINES_MAX : FILE_LINES_MAX;
  const functionMax = file.endsWith(".tsx") ? COMPONENT_LINES_MAX : FUNCTION_LINES_MAX;
  const findings: Finding[] = [];
  if (total > fileMax) findings.push({ file, message: `has ${total} lines of code, more than ${fileMax}: split it` });
  const visit = (node: ts.Node): void => {
    if (isPacked(node))
      findings.push({
        file,
        line: lineOf(node.getStart(source)),
        message: "packs properties into a spread: write them",
      });
    if (ts.isFunctionLike(node) && !isOfTests) {
      const [first, last] = [lineOf(node.getStart(source)), lineOf(node.getEnd())];
      const length = counted.slice(first - 1, last).filter(Boolean).length;
      if (length > functionMax)
        findings.push({
          file,
          line: first,
          message: `a function of ${length} lines, more than ${functionMax}: split it`,
        });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
}

/**
 * Files and functions are short, and literals are not packed for that purpose: a line with one plain property (`a` or `a: value`)
 * is not counted, like blank lines and comments.
 */
export const lengths: Check = {
  name: "lengths",
  asks: "files and functions are short, and properties are written out",
  async run(root) {
    const texts = await textsBelow(root, (file) => CHECKED_FOLDERS.test(file) && isSource(file));
    return { seen: texts.length, findings: texts.flatMap(findingsIn) };
  },
};
