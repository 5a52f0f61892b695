import ts from "typescript";

/** The functions with a parameter called `action`, and the files that may call them. */
export interface AuditedFunctions {
  /** Names of the functions that each file may call; a file without such a call has no entry. */
  readonly namesByFile: ReadonlyMap<string, ReadonlySet<string>>;
  /** True if such a function has no name to search for: then only the types of all calls find its callers. */
  readonly hasUnnamed: boolean;
}

interface AuditedFunction {
  readonly name: string;
  readonly isLocal: boolean;
}

/** Collects the functions with a parameter called `action` from `parsed`; `texts` holds every file that may call one. */
export function auditedFunctions(
  parsed: ReadonlyMap<string, ts.SourceFile>,
  texts: ReadonlyMap<string, string>,
): AuditedFunctions {
  const namesByFile = new Map<string, Set<string>>();
  const add = (file: string, name: string): void => {
    namesByFile.set(file, (namesByFile.get(file) ?? new Set()).add(name));
  };
  let hasUnnamed = false;
  for (const [file, source] of parsed) {
    for (const audited of functionsIn(source)) {
      if (audited === undefined) {
        hasUnnamed = true;
        continue;
      }
      add(file, audited.name);
      if (audited.isLocal) continue;
      for (const [caller, text] of texts) if (text.includes(audited.name)) add(caller, audited.name);
    }
  }
  return { namesByFile, hasUnnamed };
}

/** The functions of a file with a parameter called `action`; undefined for each one without a name. */
function functionsIn(source: ts.SourceFile): readonly (AuditedFunction | undefined)[] {
  const functions: (AuditedFunction | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    const isParameter = ts.isParameter(node) || ts.isNamedTupleMember(node);
    if (isParameter && node.name.getText() === "action") functions.push(functionAt(node.parent));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return functions;
}

function functionAt(node: ts.Node): AuditedFunction | undefined {
  const declaration = declarationOf(node);
  const name = declaration?.name;
  if (declaration === undefined || name === undefined) return undefined;
  if (!(ts.isIdentifier(name) || ts.isStringLiteral(name))) return undefined;
  return { name: name.text, isLocal: isLocal(declaration) };
}

/** The declaration that gives a function its name; undefined for a function that is passed or returned in place. */
function declarationOf(node: ts.Node): ts.NamedDeclaration | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isMethodSignature(node)) return node;
  const { parent } = node;
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
    const isNamed =
      ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent);
    return isNamed ? parent : undefined;
  }
  return ts.isFunctionTypeNode(node) && ts.isPropertySignature(parent) ? parent : undefined;
}

/** True if only the file of the declaration can use its name. */
function isLocal(declaration: ts.NamedDeclaration): boolean {
  if (!(ts.isFunctionDeclaration(declaration) || ts.isVariableDeclaration(declaration))) return false;
  return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) === 0;
}

/** The name by which a call calls its function. */
export function calleeName({ expression }: ts.CallExpression): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  if (!ts.isElementAccessExpression(expression)) return undefined;
  const { argumentExpression } = expression;
  return ts.isStringLiteralLike(argumentExpression) ? argumentExpression.text : undefined;
}

/**
 * True if a file uses an audited function other than by a call, for example under a second name. A search by name
 * misses the calls of such a copy.
 */
export function passesFunctionOn(source: ts.SourceFile, names: ReadonlySet<string>, checker: ts.TypeChecker): boolean {
  const visit = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && names.has(node.text) && isPassedOn(node, checker)) ||
    ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  return visit(source);
}

function isPassedOn(node: ts.Identifier, checker: ts.TypeChecker): boolean {
  const { parent } = node;
  if (ts.isExportSpecifier(parent)) {
    return parent.propertyName !== undefined || parent.parent.parent.moduleSpecifier === undefined;
  }
  if (ts.isImportSpecifier(parent) || ts.isBindingElement(parent)) return parent.propertyName === node;
  if (isDeclaredName(node)) return false;
  const callee = ts.isPropertyAccessExpression(parent) && parent.name === node ? parent : node;
  if (ts.isCallExpression(callee.parent) && callee.parent.expression === callee) return false;
  return signaturesOfType(checker.getTypeAtLocation(node), checker).some(({ parameters }) =>
    parameters.some(({ name }) => name === "action"),
  );
}

/** The call signatures of a type, also of one that can be undefined. */
export function signaturesOfType(type: ts.Type, checker: ts.TypeChecker): readonly ts.Signature[] {
  const present = checker.getNonNullableType(type);
  const members = present.isUnion() ? present.types : [present];
  return members.flatMap((member) => [...member.getCallSignatures()]);
}

function isDeclaredName(node: ts.Identifier): boolean {
  const { parent } = node;
  const isNamed =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent);
  return isNamed && parent.name === node;
}
