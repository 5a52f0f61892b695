import { readFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import type { Check, Finding } from "./finding.ts";
import { flatMessages } from "./locale-parts.ts";
import { filesBelow, isSource, isTest, type TextFile, textsBelow } from "./tree.ts";

/**
 * Modules and files whose refusals are read by an operator at a terminal, by other code, or by a phone as a SIP status,
 * never by a user on a screen. A gateway's refusals are SMPP statuses; codes that REST uses too have their texts.
 */
const SPEAKS_TO_OPERATORS =
  /^src\/(?:regulation|kernel|processes|protocols\/smpp|platform\/(?!http\/|files\/)|service\/(?:telephony\/(?:cdr\/event-|phones\/registrar|calls\/media\/|trunks\/channels)|messaging\/sms\/delivery\/gateway-))/;
/** Files that respond over HTTP: a client reads every `code` they send. */
const ANSWERS = /\.routes\.ts$|^src\/platform\/http\//;
const STATUS = /^[45]\d\d$/;
const CODE = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

interface RefusalCode {
  readonly code: string;
  readonly file: string;
  readonly line: number;
}

/** The literal codes that an expression may yield: a text, an object with `code`, or a choice between such. */
function codesOfExpression(node: ts.Expression): readonly ts.StringLiteralLike[] {
  if (ts.isStringLiteralLike(node)) return [node];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) {
    return codesOfExpression(node.expression);
  }
  if (ts.isConditionalExpression(node)) {
    return [...codesOfExpression(node.whenTrue), ...codesOfExpression(node.whenFalse)];
  }
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap((property) =>
    ts.isPropertyAssignment(property) && property.name.getText() === "code"
      ? codesOfExpression(property.initializer)
      : [],
  );
}

/** The literal codes in the declaration of a type named `…Refusal`, `…RefusalCode` or similar. */
function codesOfType(node: ts.TypeNode | ts.InterfaceDeclaration): readonly ts.StringLiteralLike[] {
  if (ts.isLiteralTypeNode(node)) return ts.isStringLiteralLike(node.literal) ? [node.literal] : [];
  if (ts.isUnionTypeNode(node)) return node.types.flatMap(codesOfType);
  if (ts.isParenthesizedTypeNode(node)) return codesOfType(node.type);
  if (!ts.isTypeLiteralNode(node) && !ts.isInterfaceDeclaration(node)) return [];
  return node.members.flatMap((member) =>
    ts.isPropertySignature(member) && member.name.getText() === "code" && member.type !== undefined
      ? codesOfType(member.type)
      : [],
  );
}

/** The keys of an object that maps every code to an HTTP status, such as `{ "code-not-free": 409 }`. */
function codesOfStatuses(node: ts.ObjectLiteralExpression): readonly ts.StringLiteralLike[] {
  const properties = node.properties.filter(ts.isPropertyAssignment);
  const isStatuses =
    properties.length > 0 &&
    properties.every(({ initializer }) => ts.isNumericLiteral(initializer) && STATUS.test(initializer.text));
  if (!isStatuses) return [];
  return properties.flatMap(({ name }) => (ts.isStringLiteralLike(name) ? [name] : []));
}

type CodeNode = ts.StringLiteralLike | ts.Identifier;

function isCodeNode(node: ts.Node): node is CodeNode {
  return ts.isStringLiteralLike(node) || ts.isIdentifier(node);
}

/** The keys of a table of refusals, such as `{ "no-such-ticket": "not-found" } satisfies RefusalTable`. */
function codesOfTable({ type, expression }: ts.SatisfiesExpression): readonly CodeNode[] {
  const table = ts.isAsExpression(expression) ? expression.expression : expression;
  if (type.getText() !== "RefusalTable" || !ts.isObjectLiteralExpression(table)) return [];
  return table.properties.flatMap(({ name }) => (name !== undefined && isCodeNode(name) ? [name] : []));
}

function codesAt(node: ts.Node, answers: boolean): readonly CodeNode[] {
  if (ts.isSatisfiesExpression(node)) return codesOfTable(node);
  if (ts.isCallExpression(node) && node.expression.getText() === "refuse") {
    return node.arguments.slice(0, 1).flatMap(codesOfExpression);
  }
  if (ts.isObjectLiteralExpression(node)) {
    return [...codesOfStatuses(node), ...(answers ? codesOfExpression(node) : [])];
  }
  if (ts.isTypeAliasDeclaration(node) && node.name.text.includes("Refusal")) return codesOfType(node.type);
  if (ts.isInterfaceDeclaration(node) && node.name.text.includes("Refusal")) return codesOfType(node);
  return [];
}

function codesIn({ file, text }: TextFile): readonly RefusalCode[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: RefusalCode[] = [];
  const visit = (node: ts.Node): void => {
    for (const literal of codesAt(node, ANSWERS.test(file))) {
      const line = source.getLineAndCharacterOfPosition(literal.getStart()).line + 1;
      if (CODE.test(literal.text)) found.push({ code: literal.text, file, line });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

async function knownCodes(root: string): Promise<ReadonlySet<string>> {
  const files = (await filesBelow(root)).filter((file) => /^locales\/parts\/id\/[^/]+\.json$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(path.join(root, file), "utf8")));
  const keys = texts.flatMap((text) => [...flatMessages(JSON.parse(text)).keys()]);
  const codes = keys.filter((key) => key.startsWith("errors.")).map((key) => key.split(".")[1] ?? "");
  return new Set(codes);
}

/** Every refusal that a user can receive has a message; `locale-parts` checks that both languages have it. */
export const refusalMessages: Check = {
  name: "refusal-messages",
  asks: "every refusal has a message",
  async run(root) {
    const texts = await textsBelow(root, (file) => file.startsWith("src/") && isSource(file) && !isTest(file));
    const known = await knownCodes(root);
    const codes = texts.filter(({ file }) => !SPEAKS_TO_OPERATORS.test(file)).flatMap(codesIn);
    const unspoken = new Map(codes.filter(({ code }) => !known.has(code)).map((found) => [found.code, found]));
    const findings = [...unspoken.values()].map(
      ({ code, file, line }): Finding => ({ file, line, message: `"${code}" has no message under errors` }),
    );
    return { seen: codes.length, findings };
  },
};
