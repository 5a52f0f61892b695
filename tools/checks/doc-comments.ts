import ts from "typescript";
import type { Check, Finding } from "./finding.ts";
import { isSource, isTest, type TextFile, textsBelow } from "./tree.ts";

const CHECKED_FOLDERS = /^(?:src|simulators|testkit|tools|web\/src)\//;
const COMMENT_LETTERS_MIN = 10;

interface Named {
  readonly name: string;
  readonly node: ts.Node;
}

function declaredBy(statement: ts.Statement): readonly Named[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => ({ name: name.getText(), node: statement }));
  }
  const isDeclaration =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  if (isDeclaration) return [{ name: statement.name?.text ?? "default", node: statement }];
  return ts.isExportAssignment(statement) ? [{ name: "default", node: statement }] : [];
}

function isExported(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true;
  if (!ts.canHaveModifiers(statement)) return false;
  return (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

/** The names of `export { a, b }` without `from`: declared above, exported below. */
function exportedLater(source: ts.SourceFile): ReadonlySet<string> {
  const names = source.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier !== undefined) return [];
    const clause = statement.exportClause;
    if (clause === undefined || !ts.isNamedExports(clause)) return [];
    return clause.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
  });
  return new Set(names);
}

/** The declarations that a file exports. */
export function exportedDeclarations(source: ts.SourceFile): readonly Named[] {
  const later = exportedLater(source);
  return source.statements.flatMap((statement) =>
    declaredBy(statement).filter(({ name }) => isExported(statement) || later.has(name)),
  );
}

function isDescribed(node: ts.Node, text: string): boolean {
  const ranges = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  return ranges.some(({ pos, end }) => {
    const comment = text.slice(pos, end);
    return comment.startsWith("/**") && comment.replaceAll(/[^\p{L}]/gu, "").length >= COMMENT_LETTERS_MIN;
  });
}

function missingIn({ file, text }: TextFile): readonly Finding[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const overloadsDescribed = new Set<string>();
  return exportedDeclarations(source)
    .filter(({ name, node }) => {
      if (overloadsDescribed.has(name)) return false;
      if (!isDescribed(node, text)) return true;
      overloadsDescribed.add(name);
      return false;
    })
    .map(({ name, node }) => ({
      file,
      line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
      message: `export "${name}" has no doc comment`,
    }));
}

/** Every exported declaration has a doc comment. */
export const docComments: Check = {
  name: "doc-comments",
  asks: "every export has a doc comment",
  async run(root) {
    const texts = await textsBelow(root, (file) => CHECKED_FOLDERS.test(file) && isSource(file) && !isTest(file));
    return { seen: texts.length, findings: texts.flatMap(missingIn) };
  },
};
